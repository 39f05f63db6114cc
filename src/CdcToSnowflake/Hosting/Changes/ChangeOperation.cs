namespace CdcToSnowflake.Hosting.Changes;

/// <summary>What happened to a row.</summary>
public enum ChangeOperation
{
    /// <summary>It is new. An update that changes the key comes as a delete and an insert.</summary>
    Insert,

    /// <summary>It has other values now.</summary>
    Update,

    /// <summary>
    /// It is gone; <see cref="Change{TRow}.Row"/> is what it was. A repair (<see cref="Operations.Reconciliation.TableReconciler.RepairAsync"/>) that finds a row gone, and a source that logs no more than the key, tell only the
    /// key: all else is null then, or the type's default, or an empty text, where the type takes no null.
    /// </summary>
    Delete,

    /// <summary>It was there before the capture began. Comes only if <see cref="ChangeHandlerOptions.IncludeSnapshots"/> says so.</summary>
    Snapshot,

    /// <summary>The whole table was emptied; there is no row.</summary>
    Truncate,
}
