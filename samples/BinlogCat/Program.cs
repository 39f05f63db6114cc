using BinlogCat;
using CdcToSnowflake.Binlog;

if (args is ["-h"] or ["--help"])
{
    Console.Out.WriteLine(Arguments.Usage);
    return 0;
}

Arguments arguments;
try
{
    arguments = Arguments.Parse(args);
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(args.Length == 0 ? Arguments.Usage : $"BinlogCat: {e.Message}");
    return 2;
}

// Following ends with Ctrl-C, as tail does: what was read is written, and nothing is wrong.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

using var lines = new JsonLines(Console.OpenStandardOutput());
try
{
    var reader = arguments.OpenReader();
    await using var closed = reader as IAsyncDisposable;
    await foreach (var batch in reader.ReadAsync(cancellationToken: stop.Token))
    {
        while (batch.Read())
        {
            if (batch.Kind == BinlogEventKind.Rows)
            {
                lines.Write(batch);
            }
        }

        if (arguments.IsEndless)
        {
            lines.Flush();
        }
    }

    lines.Flush();
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
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
