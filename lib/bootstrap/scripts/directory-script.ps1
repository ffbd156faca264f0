# The directory's side of a cluster, by an administrator: once before the members exist, and after every change of them.

function Get-ConsoleMode { if ($WhatIf) { 'preview' } else { 'set' } }

Invoke-AtConsole (Get-ConsoleMode) {
    Assert-DirectoryTool
    Connect-Directory
    Confirm-Prepared
    foreach ($computer in $Step.Settings.computers) { Confirm-Member $computer }
    # Given to powershell -File, a list arrives as one text.
    $names = @($RemoveDropped | ForEach-Object { $_ -split ',' } | ForEach-Object { $_.Trim() } | Where-Object { $_ -ne '' })
    if ($names.Count -gt 0) {
        $Step.Release = $names
        Confirm-Released
    }
    else {
        $group = Find-Account $Step.Settings.group
        $remedy = 'If it is no member any more, run the script with -RemoveDropped and its name.'
        if (-not (Test-Own $group)) { $remedy = 'The group was made by somebody else: take it out by hand.' }
        foreach ($sam in @(Get-DroppedComputer $group)) { Add-Remark "$sam belongs to $($Step.Settings.group) and is not described" $remedy }
    }
}
