using System.Text.Json;
using CdcToSnowflake.Warehouse.SqlApi.Values;

namespace CdcToSnowflake.Warehouse.SqlApi.Http;

/// <summary>What a POST to /api/v2/statements says. Field names from the manual's "Snowflake SQL API reference".</summary>
internal sealed record StatementRequest(string Statement)
{
    /// <summary>By ordinal from 1, or by name.</summary>
    public IReadOnlyList<(string Name, Binding Value)> Bindings { get; init; } = [];

    /// <summary>Seconds; 0 leaves it to the account's STATEMENT_TIMEOUT_IN_SECONDS.</summary>
    public int Timeout { get; init; }

    public string? Database { get; init; }

    public string? Schema { get; init; }

    public string? Warehouse { get; init; }

    public string? Role { get; init; }

    public IReadOnlyList<(string Name, string Value)> Parameters { get; init; } = [];

    /// <summary>For errors.</summary>
    public string FirstLine => StatementLine.Of(Statement);

    public byte[] ToJson()
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("statement"u8, Statement);
            if (Timeout > 0)
            {
                json.WriteNumber("timeout"u8, Timeout);
            }

            Write(json, "database", Database);
            Write(json, "schema", Schema);
            Write(json, "warehouse", Warehouse);
            Write(json, "role", Role);
            if (Bindings.Count > 0)
            {
                json.WriteStartObject("bindings"u8);
                foreach (var (name, value) in Bindings)
                {
                    json.WriteStartObject(name);
                    json.WriteString("type"u8, value.Type);
                    json.WriteString("value"u8, value.Value);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }

            if (Parameters.Count > 0)
            {
                json.WriteStartObject("parameters"u8);
                foreach (var (name, value) in Parameters)
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string field, string? value)
    {
        if (value is not null)
        {
            json.WriteString(field, value);
        }
    }
}
