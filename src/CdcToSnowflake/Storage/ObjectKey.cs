namespace CdcToSnowflake.Storage;

/// <summary>The rule for keys, the same for every store, so that what works in a folder works in S3 and none escapes its root.</summary>
internal static class ObjectKey
{
    // S3's limit for a whole key is 1,024 bytes; a store's own prefix comes on top.
    private const int MaximumLength = 1024;

    public static void Check(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (key.Length > MaximumLength)
        {
            throw new ArgumentException($"An object key of {key.Length} characters is longer than {MaximumLength}.", nameof(key));
        }

        foreach (var part in key.Split('/'))
        {
            // A leading dot would allow "..", and hidden names are the folder store's unfinished uploads.
            if (part.Length == 0 || part[0] == '.')
            {
                throw new ArgumentException($"The object key '{key}' has a part that is empty or begins with a dot.", nameof(key));
            }
        }

        CheckCharacters(key, nameof(key));
    }

    /// <summary>A prefix may be empty and end anywhere, also inside a part.</summary>
    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.StartsWith('/') || prefix.StartsWith('.') || prefix.Contains("//", StringComparison.Ordinal) || prefix.Contains("/.", StringComparison.Ordinal))
        {
            throw new ArgumentException($"The key prefix '{prefix}' has a part that is empty or begins with a dot.", nameof(prefix));
        }

        CheckCharacters(prefix, nameof(prefix));
    }

    private static void CheckCharacters(string text, string parameter)
    {
        foreach (var c in text)
        {
            // Only printable ASCII: S3 orders by UTF-8 bytes and .NET by UTF-16 units, which agree there; ':' and '\' mean something to Windows.
            if (c is < '!' or > '~' or '\\' or ':')
            {
                throw new ArgumentException($"An object key may not hold the character U+{(int)c:X4}.", parameter);
            }
        }
    }
}
