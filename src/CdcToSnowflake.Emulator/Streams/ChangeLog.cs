using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Streams;

/// <summary>
/// The changes of a table that has a stream. Each row is an image: of a deleted or not yet updated row (before), or of an inserted or updated one (after).
/// Its order is 2 × version for a before image and 2 × version + 1 for an after image, so one number sorts a row's history.
/// </summary>
internal static class ChangeLog
{
    /// <summary>The order's column, quoted.</summary>
    public static readonly string Order = PhysicalName.Quote(PhysicalName.Hidden("order"));

    /// <summary>Whether the image is half of an update, quoted.</summary>
    public static readonly string IsUpdate = PhysicalName.Quote(PhysicalName.Hidden("update"));

    public static long Before(long version) => 2 * version;

    public static long After(long version) => (2 * version) + 1;

    /// <summary>Whether changes of a table are to be logged: a stream that can still be read stands on it.</summary>
    public static bool IsTracked(EngineState state, long tableId) =>
        state.Catalog.StreamsOn(tableId).Any(stream => state.Offsets.GetValueOrDefault(stream.Id) is { StaleReason: null });

    public static string Create(TableObject table) =>
        $"CREATE TABLE IF NOT EXISTS {PhysicalTable.Log(table.Id)} AS SELECT 0::BIGINT AS {Order}, false AS {IsUpdate}, {PhysicalTable.RowId}, {PhysicalTable.Columns(table)} "
        + $"FROM {PhysicalTable.Of(table)} LIMIT 0";

    public static string Drop(long tableId) => "DROP TABLE IF EXISTS " + PhysicalTable.Log(tableId);

    /// <summary>Logs the rows as they are now. Filter: what follows FROM table AS t; isUpdate: a DuckDB expression.</summary>
    public static string Append(TableObject table, long order, string isUpdate, string filter) => string.Create(
        CultureInfo.InvariantCulture,
        $"INSERT INTO {PhysicalTable.Log(table.Id)} SELECT {order}, {isUpdate}, t.{PhysicalTable.RowId}, {PhysicalTable.Columns(table, "t.")} FROM {PhysicalTable.Of(table)} AS t {filter}");
}
