using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A COPY's ON_ERROR.</summary>
/// <param name="Aborts">The first error ends the statement.</param>
/// <param name="SkipsFrom">So many wrong rows skip their file; null = none does.</param>
/// <param name="IsPercent">SkipsFrom is a share of the file's rows, which must be exceeded.</param>
internal sealed record OnError(bool Aborts, long? SkipsFrom, bool IsPercent)
{
    private const string Property = "ON_ERROR";
    private const string Skip = "SKIP_FILE";

    public static OnError Of(CopyIntoTableStatement copy, string standard)
    {
        var written = (copy.Properties.Text(Property) ?? standard).ToUpperInvariant();
        if (written is "ABORT_STATEMENT" or "CONTINUE" or Skip)
        {
            return new OnError(written == "ABORT_STATEMENT", written == Skip ? 1 : null, IsPercent: false);
        }

        var isPercent = written.EndsWith('%');
        return written.StartsWith(Skip + "_", StringComparison.Ordinal)
            && int.TryParse(written[(Skip.Length + 1)..].TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && !(isPercent && number > 100)
            ? new OnError(Aborts: false, number, isPercent)
            : throw SnowflakeException.InvalidProperty(Property, copy.Properties.Find(Property)?.Position ?? copy.Position);
    }

    /// <summary>ERROR_LIMIT: at how many wrong rows a file of so many rows is given up.</summary>
    public long Limit(long rows) => SkipsFrom is not { } limit ? rows : IsPercent ? (rows * limit / 100) + 1 : limit;
}
