namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>What the primary is asked beside the readings, on a session of its own each time.</summary>
internal sealed partial class SnapshotRun
{
    private async Task<T> AskAsync<T>(Func<SourceSession, CancellationToken, Task<T>> question, string failure, CancellationToken cancellationToken)
    {
        try
        {
            var session = await source.OpenPrimaryAsync(cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                return await question(session, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or InvalidOperationException)
        {
            throw new SnapshotException(brand, "", "", $"{failure}: {e.Message}", e);
        }
    }
}
