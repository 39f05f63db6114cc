using System.Collections.ObjectModel;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Storage;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Standby;

/// <summary>Runs work in one of several processes at a time: waits for a term, works within it, and waits again when another process has taken over.</summary>
/// <param name="store">Where the processes see each other.</param>
/// <param name="options">How they agree.</param>
/// <param name="brands">The brands that the work is about.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Takes messages.</param>
/// <param name="looked">Hears for each brand of each look while this process waits: why nobody may be at work, or null.</param>
internal sealed class Leadership(IObjectStore store, StandbyOptions options, IReadOnlyList<string> brands, TimeProvider time, ILogger logger, Action<string, Exception?>? looked = null)
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
    public async Task RunAsync(Func<Term, CancellationToken, Task> work, CancellationToken cancellationToken)
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
        IReadOnlyDictionary<string, Exception> unserved = ReadOnlyDictionary<string, Exception>.Empty;
        ulong? compared = null;
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
                    Tell(_ => null);
                    StandbyLog.Claimed(logger, options.Name, term.Number);
                    return term;
                }

                if (watch.Signed is { } holder && holder != compared)
                {
                    (unserved, compared) = (await UnservedAsync(holder, either.Token).ConfigureAwait(false), holder);
                }

                Tell(brand => unserved.GetValueOrDefault(brand));
                if (!isTold)
                {
                    isTold = true;
                    StandbyLog.Waiting(logger, options.Name);
                }
            }
            catch (Exception e) when ((Failures.CanHeal(e) || e is ObjectVersionException) && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                // A newer release's process works, or nothing can be seen: both pass.
                StandbyLog.LookFailed(logger, e, options.Name);
                var failure = e is not OperationCanceledException ? e : new StorageException($"{store.Location} didn't answer for {options.SilenceLimit}. Check the network and the store.", store.Location, innerException: e);
                Tell(_ => failure);
            }

            await Task.Delay(options.RenewInterval / 2, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Tell(Func<string, Exception?> failure)
    {
        foreach (var brand in brands)
        {
            looked?.Invoke(brand, failure(brand));
        }
    }

    private async Task<IReadOnlyDictionary<string, Exception>> UnservedAsync(ulong term, CancellationToken cancellationToken)
    {
        var unserved = new Dictionary<string, Exception>(StringComparer.Ordinal);
        var served = await _terms.ReadBrandsAsync(term, cancellationToken).ConfigureAwait(false) ?? brands;
        foreach (var brand in brands.Except(served))
        {
            unserved.Add(brand, new BrandNotServedException(brand, options.Name));
            StandbyLog.NotServed(logger, options.Name, term, brand);
        }

        return unserved;
    }

    private async Task HoldAsync(Term term, Func<Term, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewing = RenewAsync(term, turn);
        try
        {
            await work(term, turn.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (turn.IsCancellationRequested)
        {
        }
        catch (Exception e) when (turn.IsCancellationRequested)
        {
            // It was told to end and it has; some drivers' and applications' code answers a cancellation with an error of its own.
            StandbyLog.EndedByError(logger, e, options.Name, term.Number);
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
                if (sign == 0)
                {
                    await _terms.WriteBrandsAsync(term.Number, brands, either.Token).ConfigureAwait(false);
                }

                await _terms.WriteSignAsync(term, ++sign, isReleased: false, either.Token).ConfigureAwait(false);
                if (await _terms.ExistsAsync(term.Number + 1, either.Token).ConfigureAwait(false))
                {
                    StandbyLog.TakenOver(logger, options.Name, term.Number);
                    await turn.CancelAsync().ConfigureAwait(false);
                    return null;
                }

                renewed = begun;
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                // Whatever it is: work must not go on unrenewed, and the limit below ends it.
                StandbyLog.RenewalFailed(logger, e, options.Name, term.Number);
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
        catch (Exception e)
        {
            StandbyLog.RenewalFailed(logger, e, options.Name, term.Number); // the others then wait for the silence
        }
    }

    private static TimeSpan Positive(TimeSpan left) => left > TimeSpan.Zero ? left : TimeSpan.FromTicks(1);
}
