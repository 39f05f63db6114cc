using System.Data.Common;
using System.Runtime.InteropServices;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using MySqlConnector;
using Quickstart.Arguments;
using Quickstart.Sources;
using Quickstart.Verification;

namespace Quickstart;

/// <summary>What any command line program needs around its work: arguments, Ctrl-C, and errors as one line.</summary>
internal static class Shell
{
    private const int Failed = 1;
    private const int BadArguments = 2;
    private const int Interrupted = 130; // 128 + SIGINT, as shells have it

    public static async Task<int> RunAsync(string[] args, Func<QuickstartArguments, CancellationToken, Task<int>> run)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = Register(PosixSignal.SIGINT, stop);
        using var terminate = Register(PosixSignal.SIGTERM, stop);
        try
        {
            return CommandLine.Read(args) is { } arguments ? await run(arguments, stop.Token) : 0;
        }
        catch (UsageException e)
        {
            await SayAsync(e.Message);
            return BadArguments;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await SayAsync("Stopped. Every cut that was committed stays; the same --store and --db resume.");
            return Interrupted;
        }
        catch (Exception e) when (IsExpected(e))
        {
            await SayAsync(e.Message);
            return Failed;
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("QUICKSTART_STACK") is null)
        {
            await SayAsync($"Unexpected {e.GetType().Name}: {e.Message} (QUICKSTART_STACK=1 shows where.)");
            return Failed;
        }
    }

    // The first signal asks; a second one ends the process in the usual way.
    private static PosixSignalRegistration Register(PosixSignal signal, CancellationTokenSource stop) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    });

    private static bool IsExpected(Exception e) =>
        e is BinlogException or CaptureException or CutConflictException or ManifestException or StorageException or ModelException or DeploymentException or MySqlException or DbException or SourceException or VerificationException or NotEmulatedException;

    private static Task SayAsync(string message) => Console.Error.WriteLineAsync(message.ReplaceLineEndings(" "));
}
