namespace CdcToSnowflake.Capture;

/// <summary>A request for rows to be read again, an object in the store, can't be read: it is damaged, or a newer release wrote it. Nothing was read for it.</summary>
/// <remarks>If a newer release wrote the object that the message names, upgrade this program. Else delete it and start the brand again, then compare the table once more (<see cref="Operations.Reconciliation.TableReconciler.RepairAsync"/>).</remarks>
public sealed class RowRequestException : CaptureException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="key">The object's key in the store.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="innerException">The cause.</param>
    public RowRequestException(string brand, string key, string problem, Exception? innerException = null)
        : base(brand, $"the request '{key}' for rows to be read again can't be used: {problem}. If a newer release wrote it, upgrade this program; else delete it, start the brand again and have the table compared once more.", innerException: innerException)
        => Key = key;

    /// <summary>The object's key in the store.</summary>
    public string Key { get; }
}
