using System.Text.Json;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>
/// Requests for rows, in the store beside those for whole tables, and told from them by their ids: a release that knows none takes one for a request for the whole table, which answers it too.
/// </summary>
internal sealed class RowRequestObjects(IObjectStore store, string brand)
{
    private const string Ending = "-rows";

    /// <summary>Whether an id is that of a request for rows.</summary>
    public static bool IsOne(string id) => id.EndsWith(Ending, StringComparison.Ordinal);

    /// <summary>Asks for rows, of whichever capture of the brand works next.</summary>
    /// <returns>The request's id.</returns>
    public async Task<string> AskAsync(TableName name, AskedRows rows, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N") + Ending;
        await store.CreateAsync(StorePath.SnapshotAsked(brand, name.Schema, name.Table, id), JsonSerializer.SerializeToUtf8Bytes(rows, AskedRowsJsonContext.Default.AskedRows), cancellationToken).ConfigureAwait(false);
        return id;
    }

    /// <summary>Reads what is asked for; null if the request is gone.</summary>
    /// <exception cref="RowRequestException">It can't be read.</exception>
    public async Task<AskedRows?> ReadAsync(RowRequest request, CancellationToken cancellationToken)
    {
        var key = StorePath.SnapshotAsked(brand, request.Name.Schema, request.Name.Table, request.Id);
        try
        {
            var content = await FetchAsync(key, cancellationToken).ConfigureAwait(false);
            if (ObjectVersion.Of(content) is > AskedRows.Newest and var newer)
            {
                throw new RowRequestException(brand, key, AskedRows.ProblemOf(newer));
            }

            var rows = JsonSerializer.Deserialize(content, AskedRowsJsonContext.Default.AskedRows);
            return rows is null ? throw new RowRequestException(brand, key, "it is null") : rows.Problem is { } problem ? throw new RowRequestException(brand, key, problem) : rows;
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new RowRequestException(brand, key, "it isn't the JSON that it should be", e);
        }
    }

    private async Task<byte[]> FetchAsync(string key, CancellationToken cancellationToken) =>
        await store.ReadUpToAsync(key, AskedRows.LargestObject, cancellationToken).ConfigureAwait(false) ?? throw new RowRequestException(brand, key, $"it is larger than {AskedRows.LargestObject >> 20} MiB");
}
