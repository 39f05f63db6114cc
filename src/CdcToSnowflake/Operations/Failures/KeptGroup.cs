using System.Text.Json;

namespace CdcToSnowflake.Operations.Failures;

/// <summary>A <see cref="FailureGroup"/> as it is kept.</summary>
/// <param name="Alert">What failed.</param>
/// <param name="RootTask">The graph that it belongs to.</param>
/// <param name="News">How much there was to tell of it.</param>
/// <param name="Standing">What was wrong at the last look, of what is looked at.</param>
/// <param name="LastSuccessAt">The last success that was heard of before it was kept.</param>
/// <param name="Told">What each sender has told of it, in the senders' order.</param>
internal sealed record KeptGroup(FailureAlert Alert, string? RootTask, long News, IReadOnlyList<string> Standing, DateTimeOffset LastSuccessAt, IReadOnlyList<ToldAlert> Told)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", Alert.Kind.ToString());
        json.WriteString("name", Alert.Name);
        json.WriteString("account", Alert.Account);
        json.WriteString("since", Alert.Since);
        json.WriteString("lastAt", Alert.LastAt);
        json.WriteNumber("count", Alert.Count);
        json.WriteString("error", Alert.Error);
        json.WriteString("errorCode", Alert.ErrorCode);
        json.WriteString("queryId", Alert.QueryId);
        json.WriteString("file", Alert.File);
        json.WriteString("remedy", Alert.Remedy);
        if (Alert.ResolvedAt is { } resolved)
        {
            json.WriteString("resolvedAt", resolved);
        }

        json.WriteString("rootTask", RootTask);
        json.WriteNumber("news", News);
        json.WriteStartArray("standing");
        foreach (var part in Standing)
        {
            json.WriteStringValue(part);
        }

        json.WriteEndArray();
        json.WriteString("lastSuccessAt", LastSuccessAt);
        json.WriteStartArray("told");
        foreach (var told in Told)
        {
            json.WriteStartObject();
            json.WriteString("sender", told.Sender);
            json.WriteNumber("count", told.News);
            json.WriteString("at", told.At);
            json.WriteBoolean("isResolved", told.IsResolved);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads a group; throws what JSON's elements throw where it is none.</summary>
    /// <returns>null if it is of a kind that a newer release knows: of the others people needn't be told again for it.</returns>
    public static KeptGroup? Read(JsonElement json)
    {
        string? Text(string name) => json.GetProperty(name).GetString();
        string Whole(string name) => Text(name) ?? throw new FormatException($"{name} is null.");
        DateTimeOffset Time(string name) => json.GetProperty(name).GetDateTimeOffset();
        if (!Enum.TryParse<FailureKind>(Whole("kind"), out var kind))
        {
            return null;
        }

        var alert = new FailureAlert
        {
            Kind = kind,
            Name = Whole("name"),
            Account = Whole("account"),
            Since = Time("since"),
            LastAt = Time("lastAt"),
            Count = json.GetProperty("count").GetInt64(),
            Error = Whole("error"),
            ErrorCode = Text("errorCode"),
            QueryId = Text("queryId"),
            File = Text("file"),
            Remedy = Whole("remedy"),
            ResolvedAt = json.TryGetProperty("resolvedAt", out _) ? Time("resolvedAt") : null,
        };
        // Releases that didn't look by parts kept neither, and none of them named senders.
        return new KeptGroup(
            alert,
            Text("rootTask"),
            json.TryGetProperty("news", out var news) ? news.GetInt64() : alert.Count,
            json.TryGetProperty("standing", out var standing) ? [.. standing.EnumerateArray().Select(part => part.GetString() ?? "")] : [],
            Time("lastSuccessAt"),
            [.. json.GetProperty("told").EnumerateArray().Select(told => new ToldAlert(
                told.TryGetProperty("sender", out var sender) ? sender.GetString() : null, told.GetProperty("count").GetInt64(), told.GetProperty("at").GetDateTimeOffset(), told.GetProperty("isResolved").GetBoolean()))]);
    }
}
