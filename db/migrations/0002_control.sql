CREATE TABLE `control_records` (
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`subject` text,
	`state` text NOT NULL,
	`route_version` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`kind`, `id`)
);
--> statement-breakpoint
CREATE INDEX `control_records_created` ON `control_records` (`kind`,`created_at`);--> statement-breakpoint
CREATE INDEX `control_records_subject` ON `control_records` (`kind`,`subject`,`created_at`);--> statement-breakpoint
CREATE INDEX `control_records_state` ON `control_records` (`kind`,`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `control_records_version` ON `control_records` (`kind`,`route_version`);--> statement-breakpoint
CREATE TABLE `control_timeline` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`subject` text,
	`actor` text NOT NULL,
	`actor_kind` text NOT NULL,
	`event` text NOT NULL,
	`text` text NOT NULL,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `control_timeline_record` ON `control_timeline` (`kind`,`id`,`seq`);--> statement-breakpoint
CREATE INDEX `control_timeline_subject` ON `control_timeline` (`subject`,`seq`);--> statement-breakpoint
CREATE INDEX `control_timeline_at` ON `control_timeline` (`at`);--> statement-breakpoint
CREATE TABLE `route_map_activations` (
	`version` integer PRIMARY KEY NOT NULL,
	`activated_at` integer NOT NULL,
	`activated_by` text NOT NULL,
	FOREIGN KEY (`version`) REFERENCES `route_map_versions`(`version`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `route_map_activations_at` ON `route_map_activations` (`activated_at`);--> statement-breakpoint
INSERT INTO `route_map_activations` SELECT `version`, `created_at`, `author` FROM `route_map_versions`;