using System.Globalization;

namespace CdcToSnowflake.Operations.Failures;

/// <summary>The cut that a file belongs to, a file of rows or a manifest: by its name, as capture gives it, since a notification tells no more of it.</summary>
internal static class FileCut
{
    private const int Digits = 20;

    /// <param name="key">The file's key, whatever stands before it.</param>
    /// <returns>null if it isn't a name that a capture gives.</returns>
    public static ulong? Of(string? key)
    {
        var name = key.AsSpan();
        name = name[(name.LastIndexOf('/') + 1)..];
        return name.Length > Digits && name[Digits] is '-' or '.' && ulong.TryParse(name[..Digits], NumberStyles.None, CultureInfo.InvariantCulture, out var cut) ? cut : null;
    }
}
