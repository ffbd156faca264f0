# The directory's side of a cluster, by a run command on a machine whose computer account may change it. Three phases, each
# a command of its own: prepare, before any member; admit, for a member that has joined; release, when all are there.

# One at a time on this machine: members of several clusters may be admitted at once.
function Invoke-Alone {
    param([scriptblock] $AloneBody)
    $mutex = New-Object -TypeName System.Threading.Mutex -ArgumentList $false, 'Global\cdktf-data-gateway-directory'
    try {
        # Left behind by a run that was ended: it is ours then, as if it had been given back.
        $patience = [Math]::Max(0, ($Step.Deadline - (Get-Date)).TotalMilliseconds)
        try { $alone = $mutex.WaitOne([int] $patience) } catch [System.Threading.AbandonedMutexException] { $alone = $true }
        if (-not $alone) { Stop-Step 'another command has been changing the directory from this machine all the time' 'Apply again.' }
        try { & $AloneBody } finally { $mutex.ReleaseMutex() }
    }
    finally { $mutex.Dispose() }
}

function Get-DirectoryFact {
    $facts = @()
    if (-not $Step.Contains('Findings')) { return $facts }
    foreach ($finding in $Step.Findings) { if ($finding.State -eq 'ok') { $facts += $finding.Text } }
    return $facts
}

Invoke-Step {
    Start-Conditions 'set'
    Invoke-Alone {
        Start-Part 'looking at this machine'
        # It may be one that has been made a moment ago.
        Wait-Until 'the management machine to be in a domain' 300 15 { (Get-CimInstance -ClassName Win32_ComputerSystem).PartOfDomain } 'Name a machine of the domain, or use DirectorySetup.byAdministrator.'
        Install-DirectoryTool
        Connect-Directory
        switch ($Step.Settings.phase) {
            'prepare' { Confirm-Prepared }
            'admit' {
                Assert-Prepared
                Confirm-Member $Step.Settings.computer
            }
            'release' { Confirm-Released }
            default { throw "no phase is called '$($Step.Settings.phase)'" }
        }
    }
} { Get-DirectoryFact }
