using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using Quickstart.Display;

namespace Quickstart.Sources;

/// <summary>A database that has merged one store's cuts can't go on with another's: both number theirs from 1.</summary>
internal static class SameStore
{
    public static async Task CheckAsync(DbDataSource snowflake, WarehouseTables names, string brand, IObjectStore store, CancellationToken cancellationToken)
    {
        await using var connection = await snowflake.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SHOW STAGES IN SCHEMA {names.StgSchema(brand)}";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        string expected = store.Location.AbsoluteUri + StorePath.Brand(brand);
        while (await reader.ReadAsync(cancellationToken))
        {
            string url = reader.GetString(reader.GetOrdinal("url"));
            if (url != expected)
            {
                throw new SourceException($"--db holds {brand} as it was loaded from {url}, and this --store would be {expected}. Name the store that goes with the database, or another --db.");
            }
        }
    }
}
