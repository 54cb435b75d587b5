CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`actor_kind` text NOT NULL,
	`action` text NOT NULL,
	`object` text NOT NULL,
	`outcome` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`reason` text,
	`trace_id` text,
	`route_version` integer,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_action` ON `audit` (`action`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_actor` ON `audit` (`actor`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_object` ON `audit` (`object`,`seq`);--> statement-breakpoint
CREATE TABLE `audit_head` (
	`id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `breaker_events` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`route` text NOT NULL,
	`from_state` text NOT NULL,
	`to_state` text NOT NULL,
	`cause` text NOT NULL,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `breaker_events_at` ON `breaker_events` (`at`);--> statement-breakpoint
CREATE TABLE `clients` (
	`id` text PRIMARY KEY NOT NULL,
	`key_hash` text NOT NULL,
	`tenant` text,
	`requests_per_minute` integer,
	`concurrent` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `clients_key_hash_unique` ON `clients` (`key_hash`);--> statement-breakpoint
CREATE TABLE `provider_keys` (
	`provider` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`sealed` text NOT NULL,
	`last_four` text NOT NULL,
	`replaced_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`roles` text NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_token_hash_unique` ON `tokens` (`token_hash`);--> statement-breakpoint
CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `account_user` ON `account` (`user_id`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL,
	`token` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`user_id` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);--> statement-breakpoint
CREATE INDEX `session_user` ON `session` (`user_id`);--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`roles` text DEFAULT '[]' NOT NULL,
	`disabled` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_identifier` ON `verification` (`identifier`);--> statement-breakpoint
CREATE TABLE `attempts` (
	`id` integer PRIMARY KEY NOT NULL,
	`state` integer NOT NULL,
	`purpose` integer NOT NULL,
	`started_at` integer NOT NULL,
	`llm_route_id` integer NOT NULL,
	`provider_id` integer NOT NULL,
	`provider_model_id` integer NOT NULL,
	`llm_route_version` integer NOT NULL,
	`timeout_ms` integer,
	`error_class` integer,
	`detail` text,
	`reason_code` integer,
	`http_status` integer,
	`latency_us` integer,
	`time_to_first_token_us` integer,
	`provider_request_id` text,
	`finish_reason` text,
	`response_model` text,
	`input_token_count` integer,
	`output_token_count` integer,
	`usage_source` integer DEFAULT 0 NOT NULL,
	`cost` real,
	`error_excerpt` text,
	`adaptations` text,
	`is_slow` integer DEFAULT 0 NOT NULL,
	`next` integer
);
--> statement-breakpoint
CREATE TABLE `ledger_mark` (
	`id` integer PRIMARY KEY NOT NULL,
	`open_from_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `requests` (
	`seq` integer PRIMARY KEY NOT NULL,
	`trace_id` text NOT NULL,
	`request_id` text,
	`started_at` integer NOT NULL,
	`kind` integer NOT NULL,
	`endpoint` integer NOT NULL,
	`stream` integer NOT NULL,
	`app_model_alias_id` integer NOT NULL,
	`client_id` integer NOT NULL,
	`tenant_id` integer,
	`cohort_id` integer NOT NULL,
	`arm` integer NOT NULL,
	`is_control` integer NOT NULL,
	`llm_route_version` integer NOT NULL,
	`client_retry_count` integer NOT NULL,
	`state` integer NOT NULL,
	`http_status` integer,
	`reason_code` integer,
	`llm_route_id` integer,
	`latency_us` integer,
	`time_to_first_token_us` integer,
	`retry_count` integer DEFAULT 0 NOT NULL,
	`fallback_attempted` integer DEFAULT 0 NOT NULL,
	`fallback_reason` integer,
	`input_token_count` integer,
	`output_token_count` integer,
	`usage_source` integer DEFAULT 0 NOT NULL,
	`cost` real
);
--> statement-breakpoint
CREATE UNIQUE INDEX `requests_trace_id_unique` ON `requests` (`trace_id`);--> statement-breakpoint
CREATE INDEX `requests_started` ON `requests` (`started_at`,`app_model_alias_id`);--> statement-breakpoint
CREATE TABLE `names` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `names_name_unique` ON `names` (`name`);--> statement-breakpoint
CREATE TABLE `attempt_rollups` (
	`id` integer PRIMARY KEY NOT NULL,
	`resolution` integer NOT NULL,
	`bucket_at` integer NOT NULL,
	`kind` integer NOT NULL,
	`app_model_alias_id` integer NOT NULL,
	`llm_route_id` integer NOT NULL,
	`llm_route_version` integer NOT NULL,
	`cohort_id` integer NOT NULL,
	`arm` integer NOT NULL,
	`is_control` integer NOT NULL,
	`attempts` integer NOT NULL,
	`retries` integer NOT NULL,
	`fallbacks` integer NOT NULL,
	`slow` integer NOT NULL,
	`classes` text NOT NULL,
	`skipped` text NOT NULL,
	`latency` blob,
	`time_to_first_token` blob,
	`input_token_count` integer NOT NULL,
	`output_token_count` integer NOT NULL,
	`cost` real
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attempt_rollups_series` ON `attempt_rollups` (`resolution`,`bucket_at`,`app_model_alias_id`,`kind`,`llm_route_id`,`llm_route_version`,`cohort_id`,`arm`,`is_control`);--> statement-breakpoint
CREATE TABLE `request_rollups` (
	`id` integer PRIMARY KEY NOT NULL,
	`resolution` integer NOT NULL,
	`bucket_at` integer NOT NULL,
	`kind` integer NOT NULL,
	`app_model_alias_id` integer NOT NULL,
	`llm_route_id` integer NOT NULL,
	`llm_route_version` integer NOT NULL,
	`cohort_id` integer NOT NULL,
	`arm` integer NOT NULL,
	`is_control` integer NOT NULL,
	`requests` integer NOT NULL,
	`failed` integer NOT NULL,
	`states` text NOT NULL,
	`reasons` text NOT NULL,
	`fallback_reasons` text NOT NULL,
	`latency` blob,
	`time_to_first_token` blob,
	`input_token_count` integer NOT NULL,
	`output_token_count` integer NOT NULL,
	`cost` real
);
--> statement-breakpoint
CREATE UNIQUE INDEX `request_rollups_series` ON `request_rollups` (`resolution`,`bucket_at`,`app_model_alias_id`,`kind`,`llm_route_id`,`llm_route_version`,`cohort_id`,`arm`,`is_control`);--> statement-breakpoint
CREATE TABLE `rollup_marks` (
	`resolution` integer NOT NULL,
	`bucket_at` integer NOT NULL,
	PRIMARY KEY(`resolution`, `bucket_at`)
);
--> statement-breakpoint
CREATE TABLE `route_map_pointer` (
	`id` integer PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	FOREIGN KEY (`version`) REFERENCES `route_map_versions`(`version`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `route_map_versions` (
	`version` integer PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`author` text NOT NULL,
	`reason` text,
	`action` text NOT NULL,
	`alias` text,
	`base_version` integer,
	`restores` integer,
	`summary` text NOT NULL,
	`content_hash` text NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `route_map_versions_created` ON `route_map_versions` (`created_at`);