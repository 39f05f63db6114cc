namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>The jobs by handle and by request id; the oldest ended ones are forgotten.</summary>
internal sealed class StatementJobs(int kept) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StatementJob> _byHandle = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StatementJob> _byRequest = new(StringComparer.Ordinal);
    private readonly Queue<(string? RequestId, StatementJob Job)> _order = new();

    public StatementJob? Find(string handle)
    {
        lock (_lock)
        {
            return _byHandle.GetValueOrDefault(handle);
        }
    }

    /// <summary>
    /// The job that has this request id already, if this is a repeat and that one didn't fail: from the manual's "Submitting a request to execute SQL statements". Else a new one.
    /// </summary>
    public StatementJob FindOrAdd(string? requestId, bool isRepeat, Func<StatementJob> start)
    {
        lock (_lock)
        {
            if (isRepeat && requestId is not null && _byRequest.TryGetValue(requestId, out var before) && before.Error is null)
            {
                return before;
            }

            var job = start();
            _byHandle[job.Handle] = job;
            if (requestId is not null)
            {
                _byRequest[requestId] = job;
            }

            _order.Enqueue((requestId, job));
            Forget();
            return job;
        }
    }

    /// <summary>Makes the handles of an ended job's statements known.</summary>
    public void AddParts(StatementJob job)
    {
        lock (_lock)
        {
            foreach (var part in job.Parts)
            {
                _byHandle[part.Handle] = part;
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (_, job) in _order)
            {
                job.Cancel();
            }
        }
    }

    public Task WhenAllEnded()
    {
        lock (_lock)
        {
            return Task.WhenAll(_order.Select(entry => entry.Job.Completion));
        }
    }

    private void Forget()
    {
        while (_order.Count > kept && _order.Peek().Job.Completion.IsCompleted)
        {
            var (requestId, job) = _order.Dequeue();
            _byHandle.Remove(job.Handle);
            foreach (var part in job.Parts)
            {
                _byHandle.Remove(part.Handle);
            }

            if (requestId is not null && ReferenceEquals(_byRequest.GetValueOrDefault(requestId), job))
            {
                _byRequest.Remove(requestId);
            }

            job.Dispose();
        }
    }
}
