namespace CdcToSnowflake.Binlog;

/// <summary>MariaDB's GTID position: per replication domain the last sequence number (and its server).</summary>
public sealed partial class MariaDbGtidList
{
}
