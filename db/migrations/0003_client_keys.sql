ALTER TABLE `clients` ADD `key_made_at` integer;--> statement-breakpoint
ALTER TABLE `clients` ADD `previous_key_hash` text;--> statement-breakpoint
ALTER TABLE `clients` ADD `previous_key_until` integer;--> statement-breakpoint
ALTER TABLE `provider_keys` ADD `entered_in` text DEFAULT 'file' NOT NULL;--> statement-breakpoint
ALTER TABLE `tokens` ADD `made_at` integer;