namespace CdcToSnowflake.Sql;

/// <summary>What loads files into STG.</summary>
public enum LoadMode
{
    /// <summary>Snowpipe, as files come.</summary>
    Pipes,

    /// <summary>COPY statements of the merge task, on its schedule. No bucket events are needed; a file that can't be loaded fails the task. Snowflake remembers for 64 days which files it loaded.</summary>
    Task,
}
