using CdcToSnowflake.Storage;
using DuckDB.NET.Data;

namespace CdcToSnowflake.Emulator.Tests.Pipes;

/// <summary>Parquet files of a query's rows, written by DuckDB itself.</summary>
internal static class StagedFiles
{
    public static async Task PutAsync(IObjectStore store, string key, string select, string options = "")
    {
        var file = Path.GetTempFileName();
        using (var duck = new DuckDBConnection("DataSource=:memory:"))
        {
            duck.Open();
            using var command = duck.CreateCommand();
            command.CommandText = $"COPY ({select}) TO '{file}' (FORMAT PARQUET{options})";
            command.ExecuteNonQuery();
        }

        await using var content = File.OpenRead(file);
        await store.PutAsync(key, content);
    }

    public static Task PutTextAsync(IObjectStore store, string key, string text) => store.PutAsync(key, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
}
