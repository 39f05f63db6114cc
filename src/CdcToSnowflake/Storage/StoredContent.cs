namespace CdcToSnowflake.Storage;

/// <summary>An object's content as it comes from its store: what breaks off midway is the store's failure as well, and says so.</summary>
/// <param name="content">What is read; disposed of with this.</param>
/// <param name="isFailure">Whether an exception is one of the store's, where a reader may have asked to stop by the token.</param>
/// <param name="translate">Says what happened, where, and what to do.</param>
/// <param name="patience">How long the store may be silent; null = for ever, for what is on this machine.</param>
internal sealed class StoredContent(Stream content, Func<Exception, CancellationToken, bool> isFailure, Func<Exception, StorageException> translate, TimeSpan? patience = null) : Stream
{
    private const int LargestCopy = 64 << 10;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (patience is not null)
        {
            // Only a read that can be cancelled can be given up.
            var copy = new byte[Math.Min(buffer.Length, LargestCopy)];
            var read = ReadAsync(copy, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            copy.AsSpan(0, read).CopyTo(buffer);
            return read;
        }

        try
        {
            return content.Read(buffer);
        }
        catch (Exception e) when (isFailure(e, CancellationToken.None))
        {
            throw translate(e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var silence = patience is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence?.CancelAfter(patience!.Value);
        try
        {
            return await content.ReadAsync(buffer, silence?.Token ?? cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (isFailure(e, cancellationToken))
        {
            throw translate(e);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await content.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
