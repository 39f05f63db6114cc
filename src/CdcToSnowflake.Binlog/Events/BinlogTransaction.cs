namespace CdcToSnowflake.Binlog;

/// <summary>The transaction that the current event belongs to.</summary>
public sealed class BinlogTransaction
{
    private readonly Guid _uuid;
    private readonly string? _tag;
    private readonly long _sequence;
    private string? _gtid;

    internal BinlogTransaction(long commitTimestampMicros, long? length)
    {
        CommitTimestampMicros = commitTimestampMicros;
        Length = length;
    }

    internal BinlogTransaction(Guid uuid, string? tag, long sequence, long commitTimestampMicros, long? length)
        : this(commitTimestampMicros, length) => (_uuid, _tag, _sequence) = (uuid, tag, sequence);

    internal BinlogTransaction(string gtid, long commitTimestampMicros)
        : this(commitTimestampMicros, length: null) => _gtid = gtid;

    /// <summary>The GTID: <c>uuid:number</c>, <c>uuid:tag:number</c>, MariaDB's <c>domain-server-sequence</c>; null where the server writes none.</summary>
    public string? Gtid => _gtid ??= _sequence == 0 ? null : _tag is null ? $"{_uuid:D}:{_sequence}" : $"{_uuid:D}:{_tag}:{_sequence}";

    /// <summary>When it was committed on the server that the reader reads from: microseconds since 1970 UTC; whole seconds before MySQL 8.0 and on MariaDB.</summary>
    public long CommitTimestampMicros { get; }

    /// <summary>Bytes that the transaction takes in the binlog, from its GTID event on (MySQL 8.0.2+); else null.</summary>
    public long? Length { get; }
}
