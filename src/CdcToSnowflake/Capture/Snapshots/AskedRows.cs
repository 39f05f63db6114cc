using System.Text.Json.Serialization;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>A request, as an object in the store, for rows of a table to be read again by their keys.</summary>
/// <param name="Version">The format's version.</param>
/// <param name="Key">The key columns' names, in the key's order.</param>
/// <param name="Rows">For each row its key: each column's value as a snapshot's SELECT has it, in hexadecimal digits.</param>
internal sealed record AskedRows(int Version, IReadOnlyList<string> Key, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>The version that this program writes, and the newest that it reads.</summary>
    public const int Newest = 1;

    /// <summary>The most rows that one request names: what one window reads, and one cut has to take.</summary>
    public const int Most = 5_000;

    /// <summary>The bytes of keys after which a request is full, so that its text stays around 2 MiB.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>The largest object that is read; one full request with the largest keys that an index takes has far less.</summary>
    public const int LargestObject = 8 << 20;

    /// <summary>What is wrong with it; null for nothing.</summary>
    [JsonIgnore]
    public string? Problem => Version is < 1 or > Newest ? ProblemOf(Version)
        : Key is not { Count: > 0 } ? "it names no key columns"
        : Rows is null or { Count: > Most } ? $"it doesn't name rows, or more than {Most}"
        : Rows.Any(row => row?.Count != Key.Count || row.Any(value => value is null || value.Length % 2 != 0 || !value.All(char.IsAsciiHexDigit))) ? "a row of it isn't a value in hexadecimal digits for each key column"
        : null;

    /// <summary>What is wrong with a version that isn't read.</summary>
    public static string ProblemOf(int version) => $"it has version {version}, and this program reads versions up to {Newest}";
}
