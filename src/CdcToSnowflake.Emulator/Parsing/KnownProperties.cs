using System.Collections.Frozen;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

/// <summary>The properties that each statement takes here; any other is refused by name.</summary>
internal static class KnownProperties
{
    public static IReadOnlySet<string> Database { get; } = Split("DATA_RETENTION_TIME_IN_DAYS MAX_DATA_EXTENSION_TIME_IN_DAYS COMMENT");

    public static IReadOnlySet<string> Table { get; } = Split("DATA_RETENTION_TIME_IN_DAYS MAX_DATA_EXTENSION_TIME_IN_DAYS CHANGE_TRACKING COMMENT DEFAULT_DDL_COLLATION ENABLE_SCHEMA_EVOLUTION");

    public static IReadOnlySet<string> View { get; } = Split("COMMENT CHANGE_TRACKING");

    public static IReadOnlySet<string> Warehouse { get; } = Split("""
        WAREHOUSE_SIZE WAREHOUSE_TYPE MAX_CLUSTER_COUNT MIN_CLUSTER_COUNT SCALING_POLICY AUTO_SUSPEND AUTO_RESUME INITIALLY_SUSPENDED RESOURCE_MONITOR COMMENT
        ENABLE_QUERY_ACCELERATION QUERY_ACCELERATION_MAX_SCALE_FACTOR MAX_CONCURRENCY_LEVEL STATEMENT_QUEUED_TIMEOUT_IN_SECONDS STATEMENT_TIMEOUT_IN_SECONDS
        GENERATION RESOURCE_CONSTRAINT
        """);

    public static IReadOnlySet<string> FileFormat { get; } = Split("""
        TYPE COMPRESSION RECORD_DELIMITER FIELD_DELIMITER FILE_EXTENSION PARSE_HEADER SKIP_HEADER SKIP_BLANK_LINES DATE_FORMAT TIME_FORMAT TIMESTAMP_FORMAT
        BINARY_FORMAT ESCAPE ESCAPE_UNENCLOSED_FIELD TRIM_SPACE FIELD_OPTIONALLY_ENCLOSED_BY NULL_IF ERROR_ON_COLUMN_COUNT_MISMATCH
        REPLACE_INVALID_CHARACTERS EMPTY_FIELD_AS_NULL SKIP_BYTE_ORDER_MARK ENCODING MULTI_LINE ENABLE_OCTAL ALLOW_DUPLICATE STRIP_OUTER_ARRAY
        STRIP_NULL_VALUES IGNORE_UTF8_ERRORS SNAPPY_COMPRESSION BINARY_AS_TEXT USE_LOGICAL_TYPE USE_VECTORIZED_SCANNER COMMENT
        """);

    public static IReadOnlySet<string> Stage { get; } = Split("URL STORAGE_INTEGRATION CREDENTIALS ENCRYPTION ENDPOINT USE_PRIVATELINK_ENDPOINT DIRECTORY FILE_FORMAT COMMENT");

    public static IReadOnlySet<string> Pipe { get; } = Split("AUTO_INGEST ERROR_INTEGRATION AWS_SNS_TOPIC INTEGRATION COMMENT PIPE_EXECUTION_PAUSED");

    public static IReadOnlySet<string> Stream { get; } = Split("APPEND_ONLY SHOW_INITIAL_ROWS COMMENT");

    private static readonly IReadOnlySet<string> OnlyTask = Split("""
        WAREHOUSE SCHEDULE CONFIG ALLOW_OVERLAPPING_EXECUTION OVERLAP_POLICY USER_TASK_TIMEOUT_MS SUSPEND_TASK_AFTER_NUM_FAILURES ERROR_INTEGRATION SUCCESS_INTEGRATION
        COMMENT TASK_AUTO_RETRY_ATTEMPTS USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS TARGET_COMPLETION_INTERVAL SERVERLESS_TASK_MIN_STATEMENT_SIZE
        SERVERLESS_TASK_MAX_STATEMENT_SIZE USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE FINALIZE
        """);

    public static IReadOnlySet<string> Copy { get; } = Split("""
        FILE_FORMAT ON_ERROR FILES PATTERN SIZE_LIMIT PURGE RETURN_FAILED_ONLY MATCH_BY_COLUMN_NAME INCLUDE_METADATA ENFORCE_LENGTH TRUNCATECOLUMNS FORCE
        LOAD_UNCERTAIN_FILES VALIDATION_MODE LOAD_MODE
        """);

    public static IReadOnlySet<string> Refresh { get; } = Split("PREFIX MODIFIED_AFTER");

    public static IReadOnlySet<string> Session { get; } = Split("""
        TIMEZONE QUERY_TAG AUTOCOMMIT ERROR_ON_NONDETERMINISTIC_MERGE ERROR_ON_NONDETERMINISTIC_UPDATE LOCK_TIMEOUT STATEMENT_TIMEOUT_IN_SECONDS
        STATEMENT_QUEUED_TIMEOUT_IN_SECONDS MULTI_STATEMENT_COUNT TIMESTAMP_TYPE_MAPPING WEEK_START WEEK_OF_YEAR_POLICY USE_CACHED_RESULT ROWS_PER_RESULTSET
        TRANSACTION_ABORT_ON_ERROR ABORT_DETACHED_QUERY DATE_OUTPUT_FORMAT TIME_OUTPUT_FORMAT TIMESTAMP_OUTPUT_FORMAT TIMESTAMP_NTZ_OUTPUT_FORMAT
        TIMESTAMP_LTZ_OUTPUT_FORMAT TIMESTAMP_TZ_OUTPUT_FORMAT QUOTED_IDENTIFIERS_IGNORE_CASE JSON_INDENT BINARY_INPUT_FORMAT BINARY_OUTPUT_FORMAT
        """);

    /// <summary>A task's own, and the session parameters that it may set for its runs.</summary>
    public static IReadOnlySet<string> Task { get; } = OnlyTask.Union(Session).ToFrozenSet(StringComparer.Ordinal);

    public static IReadOnlySet<string> Monitor { get; } = Split("CREDIT_QUOTA FREQUENCY START_TIMESTAMP END_TIMESTAMP NOTIFY_USERS");

    public static IReadOnlySet<string> Storage { get; } = Split("""
        TYPE STORAGE_PROVIDER STORAGE_AWS_ROLE_ARN STORAGE_AWS_EXTERNAL_ID STORAGE_AWS_OBJECT_ACL USE_PRIVATELINK_ENDPOINT ENABLED STORAGE_ALLOWED_LOCATIONS
        STORAGE_BLOCKED_LOCATIONS COMMENT
        """);

    public static IReadOnlySet<string> Notification { get; } = Split("""
        ENABLED TYPE DIRECTION NOTIFICATION_PROVIDER AWS_SNS_TOPIC_ARN AWS_SNS_ROLE_ARN AWS_SNS_EXTERNAL_ID ALLOWED_RECIPIENTS DEFAULT_RECIPIENTS DEFAULT_SUBJECT COMMENT
        """);

    public static IReadOnlySet<string> Account { get; } = Split("RESOURCE_MONITOR");

    private static readonly IReadOnlySet<string> AnyIntegration = Storage.Union(Notification).ToFrozenSet(StringComparer.Ordinal);

    private static readonly IReadOnlySet<string> CommentOnly = Split("COMMENT");

    /// <summary>What CREATE and ALTER … SET of a kind take.</summary>
    public static IReadOnlySet<string> Of(ObjectKind kind) => kind switch
    {
        ObjectKind.Database or ObjectKind.Schema => Database,
        ObjectKind.Table => Table,
        ObjectKind.View => View,
        ObjectKind.FileFormat => FileFormat,
        ObjectKind.Stage => Stage,
        ObjectKind.Pipe => Pipe,
        ObjectKind.Stream => Stream,
        ObjectKind.Task => Task,
        ObjectKind.Warehouse => Warehouse,
        ObjectKind.ResourceMonitor => Monitor,
        ObjectKind.StorageIntegration => Storage,
        ObjectKind.NotificationIntegration => Notification,
        ObjectKind.Integration => AnyIntegration,
        _ => CommentOnly,
    };

    private static FrozenSet<string> Split(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
