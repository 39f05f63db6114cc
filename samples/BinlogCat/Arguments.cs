using CdcToSnowflake.Binlog;

namespace BinlogCat;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        usage: BinlogCat [--follow] FILE…
               BinlogCat -
               BinlogCat --source CONNECTION_STRING

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

        Rows of an XA transaction are printed where it was prepared, whether it was then committed or rolled back.

          -         reads one binlog file from standard input; its name is then "-"
          --follow  waits for more at the last file's end, and goes on with the server's next file beside it; until Ctrl-C
          --source  reads a live server from its first file on, as a replica does; until Ctrl-C.
                    "Server=…;User ID=…;Password=…", an account with REPLICATION SLAVE and REPLICATION CLIENT

        Exit code 0; 1 for a missing, corrupt or unreadable file (what was whole is printed first); 2 for wrong arguments.
        """;

    private readonly List<string> _files = [];
    private bool _isFollowing;
    private BinlogClientOptions? _source;

    private Arguments()
    {
    }

    /// <summary>Whether reading ends by the user only, so that each batch is written at once.</summary>
    public bool IsEndless => _isFollowing || _source is not null;

    /// <exception cref="ArgumentException">They can't be understood; the message is one line, without a secret.</exception>
    public static Arguments Parse(string[] args)
    {
        var parsed = new Arguments();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--follow":
                    parsed._isFollowing = true;
                    break;
                case "--source":
                    parsed._source = ++i < args.Length ? BinlogClientOptions.Parse(args[i]) : throw new ArgumentException("--source needs a connection string");
                    break;
                case "-" or [not '-', ..]:
                    parsed._files.Add(args[i]);
                    break;
                default:
                    throw new ArgumentException($"unknown option {args[i]}");
            }
        }

        return (parsed._files.Count, parsed._source, parsed._files.Contains("-")) switch
        {
            (0, null, _) => throw new ArgumentException("which file? --help tells"),
            ( > 0, not null, _) => throw new ArgumentException("files or --source, not both"),
            ( > 1, _, true) => throw new ArgumentException("- stands alone"),
            _ when parsed._isFollowing && (parsed._source is not null || parsed._files[0] == "-") => throw new ArgumentException("--follow is for files"),
            _ => parsed,
        };
    }

    public IBinlogReader OpenReader() =>
        _source is not null ? new BinlogClient(_source)
        : _files[0] == "-" ? new BinlogFileReader(Console.OpenStandardInput(), "-")
        : new BinlogFileReader(_files) { Follow = _isFollowing ? new BinlogFollow() : null };
}
