using BinlogCat;
using CdcToSnowflake.Binlog;

const string Usage = """
    usage: BinlogCat FILE…

    Prints one JSON line per row change of MySQL, Aurora MySQL or MariaDB binlog files, in the order given:
      op      I, U or D
      schema, table
      file    the binlog file's name
      pos     where the rows event starts in it, as mysqlbinlog prints it after "# at" (for a compressed transaction, where its payload event ends)
      gtid    the transaction's GTID, or null where the server writes none
      ts      microseconds since 1970 UTC: the transaction's commit time (MySQL 8.0+), else the event's own second
      before  the row before (U, D), else null; columns by name, or @1, @2 … where the binlog has none; columns that the row image leaves out are left out
      after   the row after (I, U), else null
      diffs   only if the binlog has no more than operations on a JSON document (PARTIAL_JSON without the FULL row image): per column a list of op, path and value

    Exit code 0; 1 for a missing, corrupt or unreadable file (what was whole is printed first); 2 for wrong arguments.
    """;

if (args is ["-h"] or ["--help"])
{
    Console.Out.WriteLine(Usage);
    return 0;
}

if (args.Length == 0 || args.FirstOrDefault(a => a.StartsWith('-')) is not null)
{
    Console.Error.WriteLine(args.FirstOrDefault(a => a.StartsWith('-')) is { } option ? $"BinlogCat: unknown option {option}" : Usage);
    return 2;
}

using var lines = new JsonLines(Console.OpenStandardOutput());
try
{
    await foreach (var batch in new BinlogFileReader(args).ReadAsync())
    {
        while (batch.Read())
        {
            if (batch.Kind == BinlogEventKind.Rows)
            {
                lines.Write(batch);
            }
        }
    }

    lines.Flush();
    return 0;
}
catch (Exception e) when (e is BinlogException or IOException or UnauthorizedAccessException)
{
    if (!lines.IsOutputGone)
    {
        lines.Flush();
        Console.Error.WriteLine($"BinlogCat: {e.Message.ReplaceLineEndings(" ")}");
    }

    return 1;
}
