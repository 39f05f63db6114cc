namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW's LIKE: % and _, without regard to case.</summary>
internal static class LikePattern
{
    public static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        while (pattern.Length > 0)
        {
            if (pattern[0] == '%')
            {
                for (var skip = 0; skip <= text.Length; skip++)
                {
                    if (Matches(text[skip..], pattern[1..]))
                    {
                        return true;
                    }
                }

                return false;
            }

            var escaped = pattern[0] == '\\' && pattern.Length > 1;
            if (text.Length == 0 || (!(pattern[0] == '_') && char.ToUpperInvariant(text[0]) != char.ToUpperInvariant(pattern[escaped ? 1 : 0])))
            {
                return false;
            }

            text = text[1..];
            pattern = pattern[(escaped ? 2 : 1)..];
        }

        return text.Length == 0;
    }
}
