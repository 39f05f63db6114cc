namespace CdcToSnowflake.Model;

/// <summary>What becomes of a row that the source deleted.</summary>
public enum DeleteHandling
{
    /// <summary>It is deleted.</summary>
    Hard,

    /// <summary>It stays, and <c>_DELETED_AT</c> says since when; NULL for a row that is there.</summary>
    Soft,
}
