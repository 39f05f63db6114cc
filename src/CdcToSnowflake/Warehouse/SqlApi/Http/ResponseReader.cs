using System.Buffers;
using System.Text.Json;

namespace CdcToSnowflake.Warehouse.SqlApi.Http;

/// <summary>Reads a response's body as it comes, through a window that holds one JSON token, not the body.</summary>
internal static class ResponseReader
{
    private const int FirstWindow = 64 << 10;

    /// <param name="body">The body, not compressed.</param>
    /// <param name="mostBytes">A longer body is refused.</param>
    /// <param name="arrived">Called after each piece.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JsonException">The body is not such a response.</exception>
    /// <exception cref="EndOfStreamException">It ends too early.</exception>
    /// <exception cref="ResponseTooLargeException">It is longer than <paramref name="mostBytes"/>.</exception>
    public static async Task<SqlApiResponse> ReadAsync(Stream body, long mostBytes, Action arrived, CancellationToken cancellationToken)
    {
        var parser = new ResponseParser();
        var state = default(JsonReaderState);
        var window = ArrayPool<byte>.Shared.Rent(FirstWindow);
        try
        {
            var held = 0;
            var total = 0L;
            while (true)
            {
                if (held == window.Length)
                {
                    window = Grown(window, held);
                }

                var read = await body.ReadAsync(window.AsMemory(held), cancellationToken).ConfigureAwait(false);
                arrived();
                held += read;
                if ((total += read) > mostBytes)
                {
                    throw new ResponseTooLargeException(mostBytes);
                }

                var (used, isWhole) = Parse(window.AsSpan(0, held), ref state, parser);
                if (isWhole)
                {
                    return parser.Finish();
                }

                if (read == 0)
                {
                    throw new EndOfStreamException("The response ends too early.");
                }

                window.AsSpan(used, held - used).CopyTo(window);
                held -= used;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }
    }

    private static (int Used, bool IsWhole) Parse(ReadOnlySpan<byte> bytes, ref JsonReaderState state, ResponseParser parser)
    {
        try
        {
            // Never the final block: a body that breaks off must not look like broken JSON.
            var json = new Utf8JsonReader(bytes, isFinalBlock: false, state);
            while (json.Read())
            {
                parser.Take(ref json);
                if (json.CurrentDepth == 0 && json.TokenType == JsonTokenType.EndObject)
                {
                    return ((int)json.BytesConsumed, true);
                }
            }

            state = json.CurrentState;
            return ((int)json.BytesConsumed, false);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            // The reader's words for text that is no UTF-8, half a surrogate pair, a number out of range.
            throw new JsonException(e.Message, e);
        }
    }

    private static byte[] Grown(byte[] window, int held)
    {
        var larger = ArrayPool<byte>.Shared.Rent(window.Length * 2);
        window.AsSpan(0, held).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(window);
        return larger;
    }
}
