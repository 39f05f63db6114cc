using System.Data.Common;
using System.Globalization;

namespace CdcToSnowflake.Throughput.Legacy;

/// <summary>The old way: each night the last days' orders are deleted and inserted again.</summary>
internal sealed class NightlyCopy(DbDataSource warehouse, int days)
{
    // "Object does not exist or not authorized".
    private const string NotThere = "02000";

    private bool _isMade;

    /// <summary>Rows read from the source so far.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Rows deleted and inserted so far.</summary>
    public long RowsWritten { get; private set; }

    /// <summary>Copies after a day's end.</summary>
    public async Task RunAsync(DateOnly day)
    {
        await using var connection = await warehouse.OpenConnectionAsync().ConfigureAwait(false);
        if (!_isMade && !await MakeAsync(connection).ConfigureAwait(false))
        {
            return;
        }

        _isMade = true;
        var since = day.AddDays(1 - days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await RunAsync(connection, EmbeddedText.Read("copy.sql").Replace("{since}", since, StringComparison.Ordinal)).ConfigureAwait(false);
    }

    // Before a table's first row there is nothing to copy.
    private async Task<bool> MakeAsync(DbConnection connection)
    {
        try
        {
            await RunAsync(connection, EmbeddedText.Read("make.sql")).ConfigureAwait(false);
            return true;
        }
        catch (DbException e) when (e.SqlState == NotThere)
        {
            return false;
        }
    }

    private async Task RunAsync(DbConnection connection, string script)
    {
        foreach (var statement in script.Split(";\n"))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            var rows = Math.Max(0, await command.ExecuteNonQueryAsync().ConfigureAwait(false));
            RowsWritten += rows;
            RowsRead += statement.StartsWith("INSERT", StringComparison.Ordinal) ? rows : 0;
        }
    }
}
