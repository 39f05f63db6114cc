namespace CdcToSnowflake.Binlog;

/// <summary>A set of MySQL GTIDs: per source UUID and tag, intervals of transaction numbers. Not thread-safe.</summary>
public sealed partial class GtidSet
{
}
