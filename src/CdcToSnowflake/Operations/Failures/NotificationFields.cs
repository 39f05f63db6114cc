using System.Globalization;
using System.Text.Json;

namespace CdcToSnowflake.Operations.Failures;

/// <summary>The fields of an object in a message, each asked for by name, with a typed error for one that is missing or wrong.</summary>
internal readonly struct NotificationFields
{
    // Three quoted identifiers of 255 characters, all of them doubled quotes.
    private const int LongestName = 1_600;

    // Snowflake's, SNS's and SQS's ids have about 36; a desk remembers thousands.
    private const int LongestId = 200;

    // Far above any error's number, query's id or account's name.
    private const int LongestOptional = 255;

    private readonly JsonElement _object;

    public NotificationFields(JsonElement element, string where)
    {
        (_object, Where) = (element, where);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new NotificationException(where, "it isn't a JSON object.");
        }
    }

    public string Where { get; }

    public bool Has(string name) => _object.TryGetProperty(name, out _);

    public NotificationFields Object(string name) => _object.TryGetProperty(name, out var value) ? new NotificationFields(value, $"{Where}.{name}") : throw Missing(name);

    /// <summary>The objects of an array of at least one.</summary>
    public IReadOnlyList<NotificationFields> Objects(string name)
    {
        if (!_object.TryGetProperty(name, out var value))
        {
            throw Missing(name);
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            throw Wrong(name, "it isn't an array of at least one.");
        }

        var where = Where;
        return [.. value.EnumerateArray().Select((item, at) => new NotificationFields(item, $"{where}.{name}[{at}]"))];
    }

    /// <summary>A text that must be there.</summary>
    public string Text(string name) =>
        !_object.TryGetProperty(name, out var value) ? throw Missing(name)
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : throw Wrong(name, "it isn't a text.");

    /// <summary>A name or id that must be there: not empty, and no longer than any can be.</summary>
    public string Name(string name) => Text(name) is { Length: > 0 and <= LongestName } text ? text : throw Wrong(name, $"it is empty, or longer than {LongestName} characters.");

    /// <summary>The id of a message, that must be there.</summary>
    public string Id(string name) => Text(name) is { Length: > 0 and <= LongestId } text ? text : throw Wrong(name, $"it is empty, or longer than {LongestId} characters.");

    /// <summary>A text that may be missing, null, or the word "null", which the manual's own example has; cut off where it is too long to be one.</summary>
    public string? Optional(string name, int longest = LongestOptional) =>
        _object.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text != "null" ? FailureText.Cut(text, longest) : null;

    /// <summary>A name that may be missing, as <see cref="Optional"/>.</summary>
    public string? OptionalName(string name) => Optional(name, LongestName);

    /// <summary>A time that must be there.</summary>
    public DateTimeOffset Time(string name) => Parse(Text(name)) ?? throw Wrong(name, "it isn't a time.");

    /// <summary>A time that may be missing; what isn't one counts as missing, since no alert stands on it.</summary>
    public DateTimeOffset? OptionalTime(string name) => Optional(name) is { } text ? Parse(text) : null;

    public NotificationException Wrong(string name, string problem) => new($"{Where}.{name}", problem);

    private NotificationException Missing(string name) => Wrong(name, "it is missing.");

    private static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
