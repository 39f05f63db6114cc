using System.Text.Json;

namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>An answer before it is sent.</summary>
internal sealed record ServerResponse(int Status, byte[] Body)
{
    public bool IsGzip { get; init; }

    public string? Link { get; init; }

    public string? RetryAfter { get; init; }

    public static ServerResponse Empty(int status) => new(status, []);

    public static ServerResponse Json(int status, Action<Utf8JsonWriter> fields)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        return new ServerResponse(status, body.ToArray());
    }

    /// <summary>An error that concerns no statement.</summary>
    public static ServerResponse Error(int status, string code, string message) => Json(status, json =>
    {
        json.WriteString("code", code);
        json.WriteString("message", message);
    });
}
