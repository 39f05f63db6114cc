using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>What is asked of a chunk's reading.</summary>
/// <param name="Name">The table.</param>
/// <param name="From">The place in the log up to which the SELECT must see everything.</param>
/// <param name="Done">How far the table is.</param>
/// <param name="Definition">The table's definition, if it is known to be that of now unless a statement says otherwise.</param>
/// <param name="RowBytes">About how large a row is; 0 where unknown.</param>
/// <param name="Asked">Rows to be read by their keys, instead of the next ones; null for those.</param>
internal sealed record ChunkRequest(TableName Name, BinlogPosition From, TableSnapshot Done, QueriedTable? Definition, long RowBytes, AskedRows? Asked = null);
