using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace OwnerApp.Accounts;

/// <summary>The sessions that are open: a cookie of another is worth nothing, and what a session has opened ends with it.</summary>
internal sealed class Sessions(TimeProvider clock)
{
    private const int IdLength = 32;

    private readonly ConcurrentDictionary<string, OpenSession> _open = new(StringComparer.Ordinal);

    /// <summary>How long a session lasts after it was last used; a cookie lasts no longer either.</summary>
    public static TimeSpan Lasts { get; } = TimeSpan.FromDays(1);

    /// <summary>Signs in.</summary>
    /// <param name="earlier">The session that the same browser has, which ends; null for none.</param>
    /// <returns>The new session's id.</returns>
    public async Task<string> BeginAsync(string? earlier)
    {
        // Browsers are closed without a word.
        foreach (var (over, _) in _open.Where(session => session.Key == earlier || clock.GetElapsedTime(session.Value.UsedAt) > Lasts))
        {
            await EndAsync(over);
        }

        var id = RandomNumberGenerator.GetHexString(IdLength);
        _open[id] = new OpenSession(clock.GetTimestamp());
        return id;
    }

    /// <summary>What is cancelled when a session ends; null of one that isn't open.</summary>
    public CancellationToken? Ending(string id)
    {
        if (!_open.TryGetValue(id, out var session))
        {
            return null;
        }

        session.UsedAt = clock.GetTimestamp();
        return session.Ending.Token;
    }

    /// <summary>Signs out.</summary>
    public async Task EndAsync(string id)
    {
        if (_open.TryRemove(id, out var session))
        {
            await session.Ending.CancelAsync();
        }
    }

    private sealed class OpenSession(long now)
    {
        public CancellationTokenSource Ending { get; } = new();

        public long UsedAt { get; set; } = now;
    }
}
