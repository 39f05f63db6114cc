using System.Runtime.CompilerServices;
using CdcToSnowflake.Warehouse.Cortex.Events;

namespace CdcToSnowflake.Warehouse.Cortex.Protocol;

/// <summary>One run of an agent, over as many connections as it takes: one in the background goes on when a connection breaks, and tells all its events again.</summary>
internal sealed class AgentRun(AgentClient client, CortexAgentOptions options, CortexThread? thread)
{
    private int _told;

    /// <summary>Snowflake's id of the run; null while it is not known.</summary>
    public string? Id { get; private set; }

    /// <summary>The events, each once; the last is the answer.</summary>
    /// <exception cref="CortexException">The run failed, or broke off and can't be found again.</exception>
    public async IAsyncEnumerable<CortexEvent> EventsAsync(string path, string question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[]? body = RunRequest.Body(options, question, thread);
        (HttpMethod method, string at) = (HttpMethod.Post, path);
        for (int breaks = 0; ; breaks++)
        {
            int known = _told;
            IAsyncEnumerator<(string Name, string Data)> events = client.StreamAsync(method, at, body, cancellationToken).GetAsyncEnumerator(CancellationToken.None);
            await using (events.ConfigureAwait(false))
            {
                int seen = 0;
                while (await MoveAsync(events, breaks).ConfigureAwait(false))
                {
                    if (seen++ < known)
                    {
                        continue; // told before the break
                    }
                    _told++;
                    CortexEvent told = EventReader.Read(events.Current.Name, events.Current.Data);
                    Id = told is CortexMessageEvent { RunId: { } run } ? run : Id;
                    yield return told;
                    if (told is CortexAnswerEvent)
                    {
                        yield break;
                    }
                }
            }
            if (!CanGoOn(breaks))
            {
                throw BrokeOff(null);
            }
            (method, at, body) = (HttpMethod.Get, $"/api/v2/cortex/agent/runs/{Uri.EscapeDataString(Id!)}", null);
        }
    }

    private bool CanGoOn(int breaks) => options.RunsInBackground && thread is not null && Id is not null && breaks < options.MaxRetries;

    /// <summary>Whether there is another event; a break that can be mended is an end like another.</summary>
    private async ValueTask<bool> MoveAsync(IAsyncEnumerator<(string Name, string Data)> events, int breaks)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            return CanGoOn(breaks) ? false : throw BrokeOff(error);
        }
    }

    private CortexException BrokeOff(Exception? error) => new(
        $"The agent's answer broke off{(error is null ? "" : $": {error.Message}")} It was not asked again, since it may have run.{(Id is null ? "" : $" Its run is {Id}.")}", null, null, 0, error);
}
