namespace CdcToSnowflake.Cuts;

/// <summary>Another capture of the same brand has written the cut that this one was about to commit. This one must stop; nothing of its cut counts.</summary>
/// <remarks>See that one process captures the brand: stop the other one, or let the service take turns (standby). Then start again; it goes on after the last committed cut. The service tries again by itself.</remarks>
public sealed class CutConflictException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="cut">The cut's number.</param>
    /// <param name="writer">This capture's id.</param>
    /// <param name="otherWriter">The other capture's id.</param>
    /// <param name="innerException">The store's answer.</param>
    public CutConflictException(string brand, ulong cut, string writer, string otherWriter, Exception? innerException = null)
        : base(
            $"Cut {cut} of brand {brand} was committed by another capture (writer {otherWriter}) while this one (writer {writer}) was working on it. "
            + "Run one capture per brand: stop the other one, or leave it and don't start this one again.",
            innerException)
        => (Brand, Cut, Writer, OtherWriter) = (brand, cut, writer, otherWriter);

    /// <summary>The brand's id.</summary>
    public string Brand { get; }

    /// <summary>The cut's number.</summary>
    public ulong Cut { get; }

    /// <summary>The id of the capture that lost.</summary>
    public string Writer { get; }

    /// <summary>The id of the capture that won.</summary>
    public string OtherWriter { get; }
}
