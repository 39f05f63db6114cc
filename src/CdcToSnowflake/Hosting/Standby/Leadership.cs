using CdcToSnowflake.Storage;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Standby;

/// <summary>Runs work in one of several processes at a time: waits for a term, works within it, and waits again when another process has taken over.</summary>
internal sealed class Leadership(IObjectStore store, StandbyOptions options, TimeProvider time, ILogger logger)
{
    private readonly TermLog _terms = new(store, options.Name);

    // The process, by name for people, by chance for certainty.
    private readonly string _holder = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    // Its own work stops before others may begin theirs.
    private TimeSpan OwnLimit => options.SilenceLimit * 2 / 3;

    /// <summary>Runs until it is cancelled.</summary>
    /// <param name="work">Begins when this process holds a term, and must end when its token is cancelled.</param>
    /// <param name="cancellationToken">Ends the work, then hands the term over.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            var term = await WaitAsync(cancellationToken).ConfigureAwait(false);
            await HoldAsync(term, work, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<Term> WaitAsync(CancellationToken cancellationToken)
    {
        var watch = new StandbyWatch(_terms, options.SilenceLimit, time);
        var isTold = false;
        while (true)
        {
            // A store that never answers must not keep this process from looking again.
            using var limit = new CancellationTokenSource(options.SilenceLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            try
            {
                if (await watch.LookAsync(either.Token).ConfigureAwait(false) is { } free
                    && new Term(free, _holder) is var term
                    && await _terms.TryClaimAsync(term, either.Token).ConfigureAwait(false))
                {
                    StandbyLog.Claimed(logger, options.Name, term.Number);
                    return term;
                }

                if (!isTold)
                {
                    isTold = true;
                    StandbyLog.Waiting(logger, options.Name);
                }
            }
            catch (Exception e) when (e is StorageException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                StandbyLog.LookFailed(logger, e, options.Name);
            }

            await Task.Delay(options.RenewInterval / 2, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task HoldAsync(Term term, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewing = RenewAsync(term, turn);
        try
        {
            await work(turn.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (turn.IsCancellationRequested)
        {
        }
        finally
        {
            await turn.CancelAsync().ConfigureAwait(false);
            if (await renewing.ConfigureAwait(false) is { } lastSign)
            {
                await ReleaseAsync(term, lastSign + 1).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives signs of life, and cancels the turn when another process has taken over or no sign could be given for too long.</summary>
    /// <returns>The last sign's number, or null when the term is lost.</returns>
    private async Task<ulong?> RenewAsync(Term term, CancellationTokenSource turn)
    {
        ulong sign = 0;
        var renewed = time.GetTimestamp();
        while (!turn.IsCancellationRequested)
        {
            var begun = time.GetTimestamp();
            using var limit = new CancellationTokenSource(Positive(OwnLimit - time.GetElapsedTime(renewed)), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(turn.Token, limit.Token);
            try
            {
                await _terms.WriteSignAsync(term, ++sign, isReleased: false, either.Token).ConfigureAwait(false);
                if (await _terms.ExistsAsync(term.Number + 1, either.Token).ConfigureAwait(false))
                {
                    StandbyLog.TakenOver(logger, options.Name, term.Number);
                    await turn.CancelAsync().ConfigureAwait(false);
                    return null;
                }

                renewed = begun;
            }
            catch (StorageException e)
            {
                StandbyLog.RenewalFailed(logger, e, options.Name, term.Number);
            }
            catch (OperationCanceledException)
            {
            }

            if (!turn.IsCancellationRequested && time.GetElapsedTime(renewed) >= OwnLimit)
            {
                StandbyLog.NotRenewed(logger, options.Name, term.Number, OwnLimit);
                await turn.CancelAsync().ConfigureAwait(false);
                return null;
            }

            await Task.Delay(options.RenewInterval, time, turn.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return sign;
    }

    private async Task ReleaseAsync(Term term, ulong sign)
    {
        using var limit = new CancellationTokenSource(options.RenewInterval, time);
        try
        {
            await _terms.WriteSignAsync(term, sign, isReleased: true, limit.Token).ConfigureAwait(false);
            StandbyLog.Released(logger, options.Name, term.Number);
        }
        catch (Exception e) when (e is StorageException or OperationCanceledException)
        {
            StandbyLog.RenewalFailed(logger, e, options.Name, term.Number); // the others then wait for the silence
        }
    }

    private static TimeSpan Positive(TimeSpan left) => left > TimeSpan.Zero ? left : TimeSpan.FromTicks(1);
}
