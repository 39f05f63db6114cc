namespace CdcToSnowflake.Binlog.Events;

/// <summary>What a GTID event of either server says about the transaction that follows.</summary>
internal readonly record struct TransactionId
{
    /// <summary>MySQL's source UUID; empty for anonymous transactions and MariaDB.</summary>
    public Guid Uuid { get; init; }

    /// <summary>MySQL's tag (8.3+), or null.</summary>
    public string? Tag { get; init; }

    /// <summary>The transaction's number; 0 = anonymous.</summary>
    public long Sequence { get; init; }

    /// <summary>MariaDB: the domain.</summary>
    public uint Domain { get; init; }

    /// <summary>MariaDB: the server.</summary>
    public uint Server { get; init; }

    public bool IsMariaDb { get; init; }

    /// <summary>Microseconds since 1970 UTC; 0 where the server doesn't log it.</summary>
    public long CommitTimestampMicros { get; init; }

    /// <summary>Bytes in the binlog, where the server logs it.</summary>
    public long? Length { get; init; }
}
