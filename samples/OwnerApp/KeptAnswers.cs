namespace OwnerApp;

/// <summary>Answers of the warehouse, kept for a while: many open pages of one role are one question, and a warehouse that nobody asks suspends itself.</summary>
internal sealed class KeptAnswers(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Role, string Question), (long AskedAt, Task Answer)> _kept = [];

    /// <summary>An answer that is fresh enough, or a new one. One that failed, or that there is nothing yet, isn't kept.</summary>
    /// <typeparam name="T">What is answered; null if there is nothing yet.</typeparam>
    /// <param name="role">Who asks.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="fresh">How old an answer may be.</param>
    /// <param name="ask">Asks; for all who wait, so whoever leaves doesn't end it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<T?> AskAsync<T>(string role, string question, TimeSpan fresh, Func<Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        lock (_lock)
        {
            var isKept = _kept.TryGetValue((role, question), out var last) && clock.GetElapsedTime(last.AskedAt) < fresh
                && last.Answer is { IsCompleted: false } or Task<T?> { IsCompletedSuccessfully: true, Result: not null };
            if (!isKept)
            {
                _kept[(role, question)] = last = (clock.GetTimestamp(), Task.Run(ask, CancellationToken.None));
            }

            return ((Task<T?>)last.Answer).WaitAsync(cancellationToken);
        }
    }
}
