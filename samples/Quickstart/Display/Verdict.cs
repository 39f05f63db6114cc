using System.Globalization;
using Quickstart.Verification;

namespace Quickstart.Display;

/// <summary>Says whether RAW equals the source, and what differs. Plain lines, so that a script can read them.</summary>
internal static class Verdict
{
    private const int MostLines = 20;
    private const int LongestValue = 120;

    /// <summary>Prints the verdict.</summary>
    /// <returns>Whether RAW equals the source.</returns>
    public static bool Print(TextWriter output, CheckResult check, bool isInterrupted)
    {
        if (check.Tables is not { } tables)
        {
            output.WriteLine(check.HasMoved
                ? "RAW equals the source: not known (the source changed each time while it was read; run again with the same --store and --db when it is quiet)"
                : isInterrupted ? "RAW equals the source: not checked (stopped)" : "RAW equals the source: not checked");
            return false;
        }

        var unequal = tables.Where(t => !t.IsEqual).ToList();
        if (tables.Sum(t => t.NoDates) is > 0 and var noDates)
        {
            output.WriteLine(Text($"{noDates:N0} zero or partial dates of the source are NULL in RAW, which has no such dates."));
        }

        if (unequal.Count == 0)
        {
            output.WriteLine(Text($"RAW equals the source: yes ({tables.Sum(t => t.SourceRows):N0} rows of {tables.Count:N0} tables compared, each column)"));
            return true;
        }

        output.WriteLine(Text($"RAW equals the source: no ({unequal.Count:N0} of {tables.Count:N0} tables differ)"));
        foreach (var table in unequal)
        {
            output.WriteLine(Text(
                $"  {table.Brand} {table.Table}: {table.SourceRows:N0} rows in the source, {table.RawRows:N0} in RAW, {(table.IsAtLeast ? "at least " : "")}{table.DifferentRows:N0} keys differ"));
        }

        foreach (var difference in unequal.SelectMany(t => t.First.Take(Math.Max(1, MostLines / unequal.Count))).Take(MostLines))
        {
            output.WriteLine(Text(
                $"  {difference.Brand} {difference.Table} [{Short(difference.Key, null)}]{(difference.Column is null ? "" : " " + difference.Column)}: source {Short(difference.Source, difference.Raw)}, RAW {Short(difference.Raw, difference.Source)}"));
        }

        return false;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture).ReplaceLineEndings("⏎");

    // Of two long values, the part from where they begin to differ.
    private static string Short(string? value, string? other)
    {
        if (value is null || value.Length <= LongestValue)
        {
            return value ?? "NULL";
        }

        int start = Math.Max(0, value.AsSpan().CommonPrefixLength(other) - (LongestValue / 4));
        start = other is null || start + LongestValue >= value.Length ? Math.Min(start, value.Length - LongestValue) : start;
        return $"{(start > 0 ? "…" : "")}{value.AsSpan(start, LongestValue)}… ({value.Length} characters)";
    }
}
