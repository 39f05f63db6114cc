using System.Globalization;
using System.Text;

namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>A key as text, as both servers write it.</summary>
internal static class KeyText
{
    private const char Separator = '|';

    /// <summary>The key's values.</summary>
    /// <param name="text">Each value as <c>length:value</c>, the length in code points; NULL is a dash.</param>
    /// <returns>The values; null for NULL.</returns>
    public static List<string?> Parse(string text)
    {
        List<string?> values = [];
        for (var at = 0; at <= text.Length; at++)
        {
            if (text[at] == '-')
            {
                values.Add(null);
                at++;
                continue;
            }

            var colon = text.IndexOf(':', at);
            var end = colon + 1;
            for (var left = int.Parse(text.AsSpan(at..colon), NumberStyles.None, CultureInfo.InvariantCulture); left > 0; left--)
            {
                end += Rune.GetRuneAt(text, end).Utf16SequenceLength;
            }

            values.Add(text[(colon + 1)..end]);
            at = end;
            System.Diagnostics.Debug.Assert(at == text.Length || text[at] == Separator);
        }

        return values;
    }
}
