namespace CdcToSnowflake.Hosting.Changes;

/// <summary>The store no longer has cuts that a handler hasn't seen. The handler stops, rather than pass them over.</summary>
/// <remarks>Restore the files from the bucket's versions; or delete the progress object that the message names, and the handler begins anew. Let the bucket's lifecycle keep files longer than a handler may stand.</remarks>
public sealed class ChangesMissingException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="handler">The handler's name.</param>
    /// <param name="brand">The brand's id.</param>
    /// <param name="cut">The first cut that is missing.</param>
    /// <param name="progressKey">The store's key of the handler's progress.</param>
    /// <param name="innerException">The cause.</param>
    public ChangesMissingException(string handler, string brand, ulong cut, string progressKey, Exception? innerException = null)
        : base(
            $"The handler {handler} needs cut {cut} of brand {brand}, and the store doesn't have all of it any more. "
            + $"Restore it from the bucket's versions (and let the bucket's lifecycle keep files longer than a handler may stand), or delete '{progressKey}', and the handler begins anew.",
            innerException)
        => (Handler, Brand, Cut) = (handler, brand, cut);

    /// <summary>The handler's name.</summary>
    public string Handler { get; }

    /// <summary>The brand's id.</summary>
    public string Brand { get; }

    /// <summary>The first cut that is missing.</summary>
    public ulong Cut { get; }
}
