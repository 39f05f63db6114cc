using DuckDB.NET.Data;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>What DuckDB cannot do with documents: numbers by all their digits, and one text for equal values. <see cref="DuckDbPrelude"/>'s macros call them, never with NULL.</summary>
internal static class DocumentFunctions
{
    /// <summary>Once per database, before its macros run.</summary>
    public static void Register(DuckDBConnection connection)
    {
        connection.RegisterScalarFunction<string, string, string?>("sf_json_at", DocumentPath.Find);
        connection.RegisterScalarFunction<string, string>("sf_json_text", (string document) => DocumentText.Write(document, isCanonical: false));
        connection.RegisterScalarFunction<string, string>("sf_json_canonical", (string document) => DocumentText.Write(document, isCanonical: true));
        connection.RegisterScalarFunction<string, string>("sf_json_order", (string scalar) => DocumentOrder.Key(scalar));
        connection.RegisterScalarFunction<string, bool>("sf_json_loses", (string document) => DocumentText.Loses(document));
    }
}
