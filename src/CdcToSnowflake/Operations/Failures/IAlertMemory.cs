namespace CdcToSnowflake.Operations.Failures;

/// <summary>Where a desk keeps what it must know after its process has ended: what fails, since when, and what each sender has told of it. One desk at a time writes to it.</summary>
public interface IAlertMemory
{
    /// <summary>Reads what was saved last.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The content; null if there is none.</returns>
    Task<byte[]?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Saves in place of what was there.</summary>
    /// <param name="content">JSON, at most a megabyte or so.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task SaveAsync(byte[] content, CancellationToken cancellationToken);
}
