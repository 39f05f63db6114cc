namespace CdcToSnowflake.TestServers;

/// <summary>What a test asks of a database server.</summary>
public sealed record DatabaseServerOptions
{
    /// <summary>Command-line options of the server, such as <c>--binlog-row-metadata=MINIMAL</c>; they override the defaults.</summary>
    /// <value>None. The defaults: row format, FULL image and metadata, GTIDs on, and for MariaDB compressed events.</value>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The server_id.</summary>
    /// <value>1.</value>
    public int ServerId { get; init; } = 1;

    /// <summary>Which installed release, where there are several: MariaDB's <see cref="MariaDbServer.NewerRelease"/>.</summary>
    /// <value>Null, the default one.</value>
    public string? Release { get; init; }
}
