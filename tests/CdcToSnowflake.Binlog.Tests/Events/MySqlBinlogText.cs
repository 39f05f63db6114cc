using System.Globalization;
using System.Text.RegularExpressions;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>Row changes in the output of <c>mysqlbinlog -vv</c> or <c>mariadb-binlog -vv</c>.</summary>
internal static partial class MySqlBinlogText
{
    /// <summary>"position operation schema.table" of each row change.</summary>
    public static IEnumerable<string> Changes(string output, bool isMariaDb = false)
    {
        // The tool prints a statement's rows after the last of its rows events: so the events wait in line, and each row is the first one's that fits.
        var tables = new Dictionary<string, string>();
        var events = new Queue<(long Position, string What)>();
        var isPrinted = false;
        long position = 0;
        long before = 0;
        foreach (var line in output.Split('\n'))
        {
            if (At().Match(line) is { Success: true } at)
            {
                before = position;
                position = long.Parse(at.Groups[1].Value, CultureInfo.InvariantCulture);
            }
            else if (Map().Match(line) is { Success: true } map)
            {
                tables[map.Groups[3].Value] = $"{map.Groups[1].Value}.{map.Groups[2].Value}";
            }
            else if (Rows().Match(line) is { Success: true } rows)
            {
                if (isPrinted)
                {
                    events.Clear(); // The next statement's.
                    isPrinted = false;
                }

                // MariaDB's tool prints within a statement the next event's place before this event.
                var isNextPlace = isMariaDb && position == long.Parse(rows.Groups[1].Value, CultureInfo.InvariantCulture);
                events.Enqueue((isNextPlace ? before : position, $"{rows.Groups[2].Value switch { "Write" => RowOperation.Insert, "Update" => RowOperation.Update, _ => RowOperation.Delete }} {tables[rows.Groups[3].Value]}"));
            }
            else if (Row().Match(line) is { Success: true } row)
            {
                var operation = row.Groups[1].Value switch { "INSERT INTO" => RowOperation.Insert, "UPDATE" => RowOperation.Update, _ => RowOperation.Delete };
                var what = $"{operation} {row.Groups[2].Value}.{row.Groups[3].Value}";
                isPrinted = true;
                while (events.Peek().What != what)
                {
                    events.Dequeue();
                }

                yield return $"{events.Peek().Position} {what}";
            }
        }
    }

    [GeneratedRegex("Table_map: `(.*)`\\.`(.*)` mapped to number (\\d+)")]
    private static partial Regex Map();

    [GeneratedRegex("end_log_pos (\\d+) .*\t(Write|Update|Delete)_(?:compressed_)?rows(?:_v1|_partial)?: table id (\\d+)")]
    private static partial Regex Rows();

    [GeneratedRegex("^# at (\\d+)$")]
    private static partial Regex At();

    [GeneratedRegex("^### (INSERT INTO|UPDATE|DELETE FROM) `(.*)`\\.`(.*)`$")]
    private static partial Regex Row();
}
