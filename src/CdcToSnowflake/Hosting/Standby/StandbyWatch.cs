namespace CdcToSnowflake.Hosting.Standby;

/// <summary>What a waiting process has seen of the one that works: whether its sign of life changes, by this process's own monotonic clock.</summary>
internal sealed class StandbyWatch(TermLog terms, TimeSpan silenceLimit, TimeProvider time)
{
    private ulong _term;
    private TermLine? _sign;
    private long? _since;

    /// <summary>The newest term that was seen, if its holder has given a sign of life; else null.</summary>
    public ulong? Signed => _sign is null ? null : _term;

    /// <summary>The number of the term that may be claimed now, or null while another process is alive.</summary>
    /// <exception cref="Storage.StorageException">Nothing could be seen; the silence is measured anew, since the holder can't have renewed either.</exception>
    public async Task<ulong?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var last = await terms.FindLastAsync(_term, cancellationToken).ConfigureAwait(false) ?? 0;
            var sign = last == 0 ? null : await terms.ReadSignAsync(last, cancellationToken).ConfigureAwait(false);
            if (last == 0 || sign is { IsReleased: true })
            {
                return last + 1;
            }

            if (last != _term || sign != _sign || _since is not { } since)
            {
                (_term, _sign, _since) = (last, sign, time.GetTimestamp());
                return null;
            }

            return time.GetElapsedTime(since) >= silenceLimit ? last + 1 : null;
        }
        catch
        {
            _since = null;
            throw;
        }
    }
}
