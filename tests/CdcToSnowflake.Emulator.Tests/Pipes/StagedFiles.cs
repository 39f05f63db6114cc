using CdcToSnowflake.Storage;
using DuckDB.NET.Data;

namespace CdcToSnowflake.Emulator.Tests.Pipes;

/// <summary>Parquet files of a query's rows, written by DuckDB itself.</summary>
internal static class StagedFiles
{
    // One for all: opening an instance takes longer than writing a file.
    private static readonly Lazy<DuckDBConnection> Shared = new(() =>
    {
        DuckDBConnection duck = new("DataSource=:memory:");
        duck.Open();
        return duck;
    });

    public static async Task PutAsync(IObjectStore store, string key, string select, string options = "")
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var duck = Shared.Value.Duplicate())
            {
                duck.Open();
                using var command = duck.CreateCommand();
                command.CommandText = $"COPY ({select}) TO '{file}' (FORMAT PARQUET{options})";
                command.ExecuteNonQuery();
            }

            await using var content = File.OpenRead(file);
            await store.PutAsync(key, content);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static Task PutTextAsync(IObjectStore store, string key, string text) => store.PutAsync(key, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
}
