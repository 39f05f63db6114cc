namespace CdcToSnowflake.Operations.Failures;

/// <summary>Errors in a form that fits into a message.</summary>
internal static class FailureText
{
    private const int LongestError = 500;

    /// <summary>The first line that isn't empty.</summary>
    public static string FirstLine(string error)
    {
        var text = error.AsSpan().Trim();
        var end = text.IndexOfAny('\r', '\n');
        return Cut((end < 0 ? text : text[..end]).ToString(), LongestError);
    }

    /// <summary>At most so many characters, the last an ellipsis if something was cut off, and no half of a pair.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = length - 1;
        return (char.IsHighSurrogate(text[end - 1]) ? text[..(end - 1)] : text[..end]) + "…";
    }
}
