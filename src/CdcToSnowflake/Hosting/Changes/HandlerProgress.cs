using System.Text.Json;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>How far a handler is with a brand, in the store: the last cut that it is done with.</summary>
/// <remarks>Whoever works overwrites it. Were it an older one's number for a moment, changes would come again, which they may.</remarks>
internal sealed class HandlerProgress(IObjectStore store, string brand, string handler)
{
    private const int LargestLine = 4096;

    public string Key { get; } = $"{StorePath.Brand(brand)}handlers/{StorePath.Escape(handler)}.json";

    /// <summary>The last cut, or null for a handler that the store doesn't know.</summary>
    /// <exception cref="ObjectVersionException">A newer release wrote it.</exception>
    public async Task<ulong?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var content = await store.OpenReadAsync(Key, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                var line = new byte[LargestLine];
                var read = await content.ReadAtLeastAsync(line, LargestLine, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                ObjectVersion.Check(store.Location, Key, line.AsSpan(0, read), HandlerLine.Newest);
                return JsonSerializer.Deserialize(line.AsSpan(0, read), HandlerJsonContext.Default.HandlerLine)?.Cut;
            }
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{Key}' in {store.Location} isn't a handler's progress. Delete it, and the handler begins anew.", e);
        }
    }

    public async Task WriteAsync(ulong cut, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested(); // a handler that was left behind may come back after years, and whatever the store does with the token
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new HandlerLine(HandlerLine.Newest, handler, cut), HandlerJsonContext.Default.HandlerLine));
        await store.PutAsync(Key, content, cancellationToken).ConfigureAwait(false);
    }
}
