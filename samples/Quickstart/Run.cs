using CdcToSnowflake.Capture;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Model;
using Quickstart.Arguments;
using Quickstart.Display;
using Quickstart.Sources;
using Quickstart.Verification;

namespace Quickstart;

/// <summary>The captures and the embedded Snowflake at work together, and what is told of it.</summary>
internal sealed class Run(QuickstartArguments arguments, IReadOnlyList<IBrandSource> sources, SnowflakeEmulator snowflake) : IAsyncDisposable
{
    private readonly List<BrandRun> _brands = [];

    public IReadOnlyList<IBrandSource> Sources => sources;

    private bool IsLive => arguments.Sources.Count > 0;

    public void Add(IBrandSource source, BrandCapture capture) => _brands.Add(new BrandRun(source, capture));

    /// <summary>Asks each source whether it can be captured, before anything is made.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            await source.PrepareAsync(cancellationToken);
        }
    }

    /// <summary>Captures, loads and merges until the files end, or the live sources are quiet, or Ctrl-C; then reports and checks.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ToTheEndAsync(WarehouseNames names, SeenTables tables, CancellationToken ctrlC)
    {
        var tableNames = new WarehouseTables(names);
        var check = new StateCheck(_brands, new RawTables(snowflake, tableNames), tables, snowflake.DrainAsync);
        var work = WorkAsync(check, ctrlC);
        await new ProgressDisplay(Consoles.Progress(), () => [.. _brands.Select(b => b.Look())], arguments.Quiet).ShowAsync(work);
        var report = new Report(arguments, snowflake, tableNames, tables);
        return await report.PrintAsync(await work, ctrlC);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources)
        {
            await source.DisposeAsync();
        }
    }

    private async Task<CheckResult> WorkAsync(StateCheck check, CancellationToken ctrlC)
    {
        using var failure = new CancellationTokenSource();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ctrlC, failure.Token);
        using var loads = new CancellationTokenSource();
        var loading = OrStopAsync(snowflake.RunAsync(loads.Token), failure);
        var capturing = _brands.Select(b => OrStopAsync(b.Capture.RunAsync(failure.Token), failure)).ToList();
        var result = CheckResult.None;
        try
        {
            if (IsLive && arguments.UntilIdle is { } quiet)
            {
                await Quiet.UntilIdleAsync(_brands, quiet, end.Token);
                result = await check.RunAsync(end.Token);
            }
            else
            {
                await Task.WhenAll(capturing).WaitAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Asked to stop, or something failed: both show below.
        }

        foreach (var source in sources)
        {
            source.Stop();
        }

        await EndedAsync([.. capturing]);
        await snowflake.DrainAsync(CancellationToken.None);
        result = IsLive || ctrlC.IsCancellationRequested ? result : await check.RunAsync(ctrlC);
        await loads.CancelAsync();
        await EndedAsync(loading);
        return result;
    }

    // One that fails ends them all: half of the brands would give half an answer.
    private static async Task OrStopAsync(Task task, CancellationTokenSource failure)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await failure.CancelAsync();
            throw;
        }
    }

    // Waits for all, and throws what failed rather than what was only stopped by it.
    private static async Task EndedAsync(params Task[] tasks)
    {
        await Task.WhenAll(tasks).ContinueWith(_ => { }, TaskScheduler.Default);
        await (tasks.FirstOrDefault(t => t.IsFaulted) ?? Task.CompletedTask);
    }
}
