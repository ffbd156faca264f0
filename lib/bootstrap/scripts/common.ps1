# Shared by all steps of a member. Windows PowerShell 5.1; what register hands to PowerShell 7 runs there unchanged.
# Every step tests first and sets only what differs, so that it may run again at any time, and after any failure.

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# ---- What is where ---------------------------------------------------------------------------------------------------

function Get-Place {
    param([string] $Name)
    switch ($Name) {
        'State' { 'C:\ProgramData\cdktf-data-gateway' }
        'Logs' { 'C:\ProgramData\cdktf-data-gateway\logs' }
        'Downloads' { 'C:\ProgramData\cdktf-data-gateway\downloads' }
        'Backup' { 'C:\ProgramData\cdktf-data-gateway\backup' }
        'Result' { 'C:\ProgramData\cdktf-data-gateway\register-result.json' }
        'Original' { 'C:\ProgramData\cdktf-data-gateway\original' }
        'Registry' { 'HKLM:\SOFTWARE\cdktf-data-gateway' }
        'Gateway' { 'C:\Program Files\On-premises data gateway' }
        'GatewayProgram' { 'C:\Program Files\On-premises data gateway\Microsoft.PowerBI.EnterpriseGateway.exe' }
        'Registration' { 'HKLM:\SOFTWARE\Microsoft\On-premises data gateway\Registration' }
        'Pwsh' { 'C:\Program Files\PowerShell\7\pwsh.exe' }
        'Modules' { 'C:\Program Files\PowerShell\Modules' }
        default { throw "no place is called '$Name'" }
    }
}

# ---- The step and its report -----------------------------------------------------------------------------------------

function Initialize-Step {
    $settings = Get-Settings
    $started = Get-Date
    $script:Step = @{
        Settings  = $settings
        Started   = $started
        Deadline  = $started.AddMinutes($settings.deadlineMinutes)
        Doing     = 'starting'
        Changes   = New-Object -TypeName System.Collections.ArrayList
        Notes     = New-Object -TypeName System.Collections.ArrayList
        Log       = ''
        # Whether somebody reads along, who does not wait for long.
        AtConsole = $false
        # What to do about a failure that nobody foresaw.
        Otherwise = 'See the log on the member, then apply again: the step is safe to repeat.'
        # Azure cuts what a run command says at 4 KB; a console does not.
        Limit     = 3500
    }
}

# Whose step it is, for people.
function Get-StepTitle {
    $settings = $Step.Settings
    if ([string] $settings.member -eq '') { return ('{0} of cluster {1}' -f $settings.step, $settings.cluster) }
    return ('{0} of member {1}' -f $settings.step, $settings.member)
}

function Start-StepLog {
    $folder = Get-Place 'Logs'
    Protect-StateFolder
    if (-not (Test-Path -LiteralPath $folder)) { $null = New-Item -Path $folder -ItemType Directory -Force }
    $stamp = $Step.Started.ToUniversalTime().ToString('yyyyMMddTHHmmssZ')
    # Several runs at once are those of the directory, on one machine.
    if ($Step.Settings.Contains('phase')) { $stamp = "$stamp-$PID" }
    $Step.Log = Join-Path -Path $folder -ChildPath ('{0}-{1}.log' -f $Step.Settings.step, $stamp)
    $old = @(Get-ChildItem -LiteralPath $folder -Filter '*.log' -File | Sort-Object -Property Name -Descending)
    foreach ($file in ($old | Select-Object -Skip 50)) { Remove-Item -LiteralPath $file.FullName -Force -ErrorAction SilentlyContinue }
    Write-Log ('{0} ({1})' -f (Get-StepTitle), $Step.Settings.computer)
}

# For administrators and the system alone: logs name hosts and accounts, and the system runs a script from there. Anybody
# may make folders in ProgramData, but nobody else may write the mark that says that this one is ours.
function Protect-StateFolder {
    $state = Get-Place 'State'
    if ([string] (Get-RegistryValue (Get-Place 'Registry') 'StateProtected') -eq '1' -and (Test-Path -LiteralPath $state)) { return }
    if (-not (Test-Path -LiteralPath $state)) { $null = New-Item -Path $state -ItemType Directory -Force }
    $grants = @('/inheritance:r', '/grant:r', '*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F')
    foreach ($arguments in @($state, '/setowner', '*S-1-5-32-544', '/T'), (@($state) + $grants)) {
        $code = Start-Program -Path 'icacls.exe' -Arguments $arguments -Seconds 60
        if ($code -ne 0) { Stop-Step "icacls could not protect $state (code $code)" "Remove $state if somebody else has made it." }
    }
    $null = Set-RegistryValue (Get-Place 'Registry') 'StateProtected' 1 'DWord'
}

function Write-Log {
    param([string] $Text)
    if ($Step.Log -eq '') { return }
    $time = (Get-Date).ToUniversalTime().ToString('yyyy-MM-dd HH:mm:ssZ')
    # A full disk must not end a step that could do its work.
    try { Add-Content -LiteralPath $Step.Log -Value "$time  $Text" -Encoding UTF8 } catch { $Step.Log = '' }
}

function Start-Part {
    param([string] $Name)
    $Step.Doing = $Name
    Write-Log "-- $Name"
}

function Add-Change {
    param([string] $Text)
    $null = $Step.Changes.Add($Text)
    Write-Log "changed: $Text"
}

function Add-Note {
    param([string] $Text)
    $null = $Step.Notes.Add($Text)
    Write-Log "note: $Text"
}

# Ends the step: says what is wrong, and what somebody can do about it.
function Stop-Step {
    param([string] $Problem, [string] $Remedy)
    $exception = New-Object -TypeName System.InvalidOperationException -ArgumentList $Problem
    $exception.Data['Remedy'] = $Remedy
    throw $exception
}

# The exception that Stop-Step threw, or nothing for any other.
function Get-Remedy {
    param($ErrorRecord)
    $exception = $ErrorRecord.Exception
    while ($null -ne $exception) {
        if ($exception.Data.Contains('Remedy')) { return [string] $exception.Data['Remedy'] }
        $exception = $exception.InnerException
    }
    return ''
}

# Runs a step as a whole. The exit code alone tells Azure whether it worked; the output is cut at 4 KB.
function Invoke-Step {
    param([scriptblock] $StepBody, [scriptblock] $StepFacts = { Get-MemberFact })
    Initialize-Step
    try {
        # Before the first call over the network: Windows PowerShell may still start with older protocols.
        [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
        # With a proxy of its own, a step goes direct where it says so, whatever a policy has set for the machine.
        if ([string] $Step.Settings.proxyAddress -ne '') { [Net.WebRequest]::DefaultWebProxy = New-Object -TypeName System.Net.WebProxy }
        Start-StepLog
        $null = & $StepBody
        Write-Output (Get-Summary 'done')
        Write-Log 'done'
        exit 0
    }
    catch {
        $failure = $_
        Write-Log ('FAILED: {0}' -f $failure.Exception.Message)
        Write-Log ($failure.ScriptStackTrace)
        Write-Output (Get-FailureReport $failure $StepFacts)
        exit 1
    }
}

function Get-Summary {
    param([string] $Outcome)
    $seconds = [int] ((Get-Date) - $Step.Started).TotalSeconds
    $lines = @('{0}: {1} in {2} s, {3} changes' -f (Get-StepTitle), $Outcome, $seconds, $Step.Changes.Count)
    foreach ($change in $Step.Changes) { $lines += "  changed: $change" }
    foreach ($note in $Step.Notes) { $lines += "  note: $note" }
    if ($Step.Log -ne '') { $lines += "  log: $($Step.Log)" }
    return (Limit-Text ($lines -join "`n") $Step.Limit)
}

function Get-FailureReport {
    param($Failure, [scriptblock] $Facts)
    $remedy = Get-Remedy $Failure
    if ($remedy -eq '') { $remedy = $Step.Otherwise }
    $lines = @('{0}: FAILED while {1}' -f (Get-StepTitle), $Step.Doing)
    $lines += 'What failed: ' + (Limit-Text $Failure.Exception.Message 1800)
    $lines += 'What to do: ' + $remedy
    $now = @(& $Facts | ForEach-Object { "  $_" })
    foreach ($change in $Step.Changes) { $now += "  changed: $change" }
    if ($Step.Log -ne '') { $now += "  log: $($Step.Log)" }
    if ($now.Count -gt 0) { $lines += @('True now:') + $now }
    return (Limit-Text ($lines -join "`n") $Step.Limit)
}

function Limit-Text {
    param([string] $Text, [int] $Length)
    if ($Text.Length -le $Length) { return $Text }
    return $Text.Substring(0, $Length - 4) + ' ...'
}

# The state of the member in a few lines. Never fails: it is asked for when something else did.
function Get-MemberFact {
    $facts = @()
    try {
        $version = Get-ProgramVersion (Get-Place 'GatewayProgram')
        if ($version -eq '') { $facts += 'gateway: not installed' } else { $facts += "gateway: $version" }
        $service = Get-GatewayService
        if ($null -eq $service) { $facts += 'service PBIEgwService: none' }
        else { $facts += 'service PBIEgwService: {0}, as {1}' -f $service.State, $service.StartName }
        $tenant = Get-RegistryValue (Get-Place 'Registration') 'RegistrationTenant'
        if ([string] $tenant -eq '') { $facts += 'registered: no' } else { $facts += "registered: in tenant $tenant" }
    }
    catch { $facts += 'the rest could not be read: ' + $_.Exception.Message }
    return $facts
}

# ---- Patience --------------------------------------------------------------------------------------------------------

# The end of a wait: never later than the step's own, which lies before the run command's time-out.
function Get-WaitEnd {
    param([int] $Seconds)
    $end = (Get-Date).AddSeconds($Seconds)
    if ($end -gt $Step.Deadline) { return $Step.Deadline }
    return $end
}

# Waits until a condition holds. The condition is asked at least once.
function Wait-Until {
    param([string] $WaitFor, [int] $WaitSeconds, [int] $WaitEvery, [scriptblock] $WaitCondition, [string] $WaitRemedy)
    $waitEnd = Get-WaitEnd $WaitSeconds
    while ($true) {
        if (& $WaitCondition) { return }
        if ((Get-Date).AddSeconds($WaitEvery) -gt $waitEnd) { Stop-Step "waited in vain for $WaitFor" $WaitRemedy }
        Write-Log "waiting for $WaitFor"
        $waitEnd = Wait-Second $WaitEvery $waitEnd
    }
}

# Sleeps, and answers when the wait ends. Windows may set its clock meanwhile, which takes no time.
function Wait-Second {
    param([int] $Seconds, [datetime] $Until)
    $from = Get-Date
    Start-Sleep -Seconds $Seconds
    $jump = ((Get-Date) - $from).TotalSeconds - $Seconds
    if ($jump -gt -60 -and $jump -lt 60) { return $Until }
    foreach ($mark in 'Started', 'Deadline') { $Step[$mark] = $Step[$mark].AddSeconds($jump) }
    return $Until.AddSeconds($jump)
}

# Does something again while it fails in a way that passes by itself.
function Invoke-Patiently {
    param(
        [string] $TryWhat,
        [int] $TrySeconds,
        [int] $TryEvery,
        [scriptblock] $TryAction,
        [scriptblock] $TryPasses,
        [string] $TryRemedy
    )
    $tryEnd = Get-WaitEnd $TrySeconds
    while ($true) {
        try { return & $TryAction }
        catch {
            $tryError = $_
            if ((Get-Remedy $tryError) -ne '') { throw }
            $tryText = Get-ErrorText $tryError
            $tryAdvice = Get-NetworkRemedy $tryError $TryRemedy
            if (-not (& $TryPasses $tryError)) { Stop-Step "$TryWhat failed: $tryText" $tryAdvice }
            if ((Get-Date).AddSeconds($TryEvery) -gt $tryEnd) { Stop-Step "$TryWhat still fails: $tryText" $tryAdvice }
            Write-Log "$TryWhat failed, trying again: $tryText"
        }
        $tryEnd = Wait-Second $TryEvery $tryEnd
    }
}

# A proxy that does not know who asks is a cause of its own, whatever was asked.
function Get-NetworkRemedy {
    param($ErrorRecord, [string] $Otherwise)
    if ((Get-ErrorText $ErrorRecord) -notmatch '\b407\b|Proxy Authentication') { return $Otherwise }
    return 'The proxy refuses this computer: it must admit the computer accounts of the members as well as the account of the gateway, or the address belongs on the bypass list.'
}

function Get-ErrorText {
    param($ErrorRecord)
    $text = $ErrorRecord.Exception.Message
    if ($null -ne $ErrorRecord.ErrorDetails -and [string] $ErrorRecord.ErrorDetails.Message -ne '') {
        $text = '{0} ({1})' -f $text, (Limit-Text $ErrorRecord.ErrorDetails.Message 500)
    }
    return $text
}

# ---- Files, registry, programs ---------------------------------------------------------------------------------------

# Replaces a file as a whole: a cut in the middle leaves the old one, or none and its backup.
function Write-TextFile {
    param([string] $Path, [string] $Text)
    $new = "$Path.new"
    Set-Content -LiteralPath $new -Value $Text -Encoding UTF8 -NoNewline -Force
    Move-Item -LiteralPath $new -Destination $Path -Force
}

function Get-RegistryValue {
    param([string] $Key, [string] $Name)
    if (-not (Test-Path -LiteralPath $Key)) { return $null }
    $item = Get-ItemProperty -LiteralPath $Key
    $property = $item.PSObject.Properties[$Name]
    if ($null -eq $property) { return $null }
    return $property.Value
}

# Returns whether it changed something.
function Set-RegistryValue {
    param([string] $Key, [string] $Name, $Value, [string] $Kind)
    $now = Get-RegistryValue $Key $Name
    if ($null -ne $now -and "$now" -ceq "$Value") { return $false }
    if (-not (Test-Path -LiteralPath $Key)) { $null = New-Item -Path $Key -Force }
    $null = New-ItemProperty -LiteralPath $Key -Name $Name -Value $Value -PropertyType $Kind -Force
    return $true
}

function Remove-RegistryValue {
    param([string] $Key, [string] $Name)
    if ($null -eq (Get-RegistryValue $Key $Name)) { return }
    Remove-ItemProperty -LiteralPath $Key -Name $Name
}

# Runs a program without a window, within a time, and returns its exit code. No secret may be among its arguments.
function Start-Program {
    param([string] $Path, [string[]] $Arguments, [int] $Seconds, [string] $OutputTo = '')
    Write-Log ('running {0} {1}' -f $Path, ($Arguments -join ' '))
    $quoted = @($Arguments | ForEach-Object { if ($_ -match '\s') { '"{0}"' -f $_ } else { $_ } })
    $start = @{ FilePath = $Path; ArgumentList = $quoted; PassThru = $true }
    if ($OutputTo -eq '') { $start.WindowStyle = 'Hidden' }
    else {
        $start.NoNewWindow = $true
        $start.RedirectStandardOutput = $OutputTo
        $start.RedirectStandardError = "$OutputTo.errors"
    }
    $process = Start-Process @start
    # Without a handle, Windows PowerShell forgets the exit code.
    $null = $process.Handle
    $left = [Math]::Min($Seconds, [Math]::Max(10, ($Step.Deadline - (Get-Date)).TotalSeconds))
    if (-not $process.WaitForExit([int] ($left * 1000))) {
        Stop-Process -Id $process.Id -Force
        Stop-Step "$Path did not end within $([int] $left) seconds and was stopped" 'See its log on the member.'
    }
    Write-Log ('{0} ended with {1}' -f $Path, $process.ExitCode)
    return [int] $process.ExitCode
}

# Version of a program; '' where it is not there.
function Get-ProgramVersion {
    param([string] $Path)
    if (-not (Test-Path -LiteralPath $Path)) { return '' }
    $text = [string] (Get-Item -LiteralPath $Path).VersionInfo.ProductVersion
    # "7.6.5 SHA: ..." and the like
    if ($text -match '^\s*(\d+(\.\d+)*)') { return $Matches[1] }
    return ''
}

# Whether the first version is lower. A part that one of them lacks is not compared: 3000.322 stands for all of its builds.
function Test-LowerVersion {
    param([string] $Version, [string] $Than)
    $left = @($Version -split '\.')
    $right = @($Than -split '\.')
    for ($i = 0; $i -lt [Math]::Min($left.Count, $right.Count); $i++) {
        if ([int] $left[$i] -ne [int] $right[$i]) { return ([int] $left[$i] -lt [int] $right[$i]) }
    }
    return $false
}

function Get-GatewayService {
    return (Get-CimInstance -ClassName Win32_Service -Filter "Name='PBIEgwService'")
}

function Test-Registered {
    return ([string] (Get-RegistryValue (Get-Place 'Registration') 'RegistrationTenant') -ne '')
}

# ---- The network -----------------------------------------------------------------------------------------------------

# How to reach an address: the proxy, unless the address is on its bypass list.
function Get-WebOption {
    param([string] $Uri)
    $options = @{ UseBasicParsing = $true; TimeoutSec = 60 }
    $settings = $Step.Settings
    if ([string] $settings.proxyAddress -eq '') { return $options }
    $origin = ([uri] $Uri).GetLeftPart([UriPartial]::Authority)
    foreach ($pattern in $settings.proxyBypass) {
        if ($origin -match $pattern) { return $options }
    }
    $options.Proxy = $settings.proxyAddress
    if ($settings.proxyUseDefaultCredentials) { $options.ProxyUseDefaultCredentials = $true }
    return $options
}

# HTTP status of a failed request; 0 where there was no answer at all.
function Get-HttpStatus {
    param($ErrorRecord)
    $property = $ErrorRecord.Exception.PSObject.Properties['Response']
    if ($null -eq $property -or $null -eq $property.Value) { return 0 }
    return [int] $property.Value.StatusCode
}

function Test-PassingHttpError {
    param($ErrorRecord)
    return ((Get-HttpStatus $ErrorRecord) -in 0, 408, 410, 429, 500, 502, 503, 504)
}

# A token of the member's identity, from the machine's own endpoint, which no proxy may stand before.
function Get-IdentityToken {
    param([string] $Resource)
    $query = 'api-version=2018-02-01&resource={0}&client_id={1}' -f $Resource, $Step.Settings.identityClientId
    $request = @{
        Uri             = "http://169.254.169.254/metadata/identity/oauth2/token?$query"
        Headers         = @{ Metadata = 'true' }
        UseBasicParsing = $true
        TimeoutSec      = 30
    }
    if ($PSVersionTable.PSEdition -eq 'Core') { $request.NoProxy = $true }
    # 400 and 404: the identity was assigned a moment ago. https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
    $remedy = 'The machine needs the cluster''s user-assigned identity, and 169.254.169.254 must be reachable without a proxy.'
    return (Invoke-Patiently 'asking for a token of the identity' 600 10 { Invoke-Direct $request } {
            param($problem)
            (Test-PassingHttpError $problem) -or (Get-HttpStatus $problem) -in 400, 404
        } $remedy)
}

# A request that no proxy sees. Windows PowerShell has no switch for that; without one it takes the proxy of the process,
# which may be one that a policy has set for the whole machine.
function Invoke-Direct {
    param($Request)
    if ($PSVersionTable.PSEdition -eq 'Core') { return (Invoke-RestMethod @Request) }
    $proxy = [Net.WebRequest]::DefaultWebProxy
    [Net.WebRequest]::DefaultWebProxy = New-Object -TypeName System.Net.WebProxy
    try { return (Invoke-RestMethod @Request) } finally { [Net.WebRequest]::DefaultWebProxy = $proxy }
}

# The value of a secret. A role takes minutes to spread, so a refusal is asked again for 15 minutes; one by the vault's
# firewall does not pass. The value is returned and nothing else is done with it.
function Get-VaultSecret {
    param([string] $VaultUri, [string] $SecretName)
    $token = (Get-IdentityToken $Step.Settings.vaultResource).access_token
    $uri = '{0}/secrets/{1}?api-version=7.4' -f $VaultUri, $SecretName
    $request = (Get-WebOption $uri) + @{ Uri = $uri; Headers = @{ Authorization = "Bearer $token" } }
    $remedy = "The identity needs the role Key Vault Secrets User on secret $SecretName, the secret must exist, and the vault must let the members' subnet in."
    $answer = Invoke-Patiently "reading secret $SecretName" 900 20 { Invoke-RestMethod @request } {
        param($problem)
        $why = [string] $problem.ErrorDetails
        $refused = (Get-HttpStatus $problem) -eq 403 -and $why -notmatch 'ForbiddenByFirewall|ForbiddenByConnection|SecretDisabled|Public network access is disabled|not authorized and caller is not a trusted service'
        $refused -or (Test-PassingHttpError $problem)
    } $remedy
    return [string] $answer.value
}

# Not by ConvertTo-SecureString: where module logging is on, Windows writes the arguments of cmdlets to the event log.
function ConvertTo-Secret {
    param([string] $Text)
    return [System.Net.NetworkCredential]::new('', $Text).SecurePassword
}

# ---- The gateway service ---------------------------------------------------------------------------------------------

# Remembered until the restart has happened: a cut between a change and the restart must not lose it.
function Request-Restart {
    $null = Set-RegistryValue (Get-Place 'Registry') 'RestartNeeded' 1 'DWord'
}

function Restart-Gateway {
    Stop-Service -Name 'PBIEgwService' -Force -NoWait
    $remedy = 'Look for what keeps the service PBIEgwService from stopping.'
    $stopEnd = Get-WaitEnd 120
    while ((Get-GatewayService).State -ne 'Stopped') {
        if ((Get-Date) -gt $stopEnd) {
            Write-Log 'the service did not stop by itself'
            Stop-Process -Id (Get-GatewayService).ProcessId -Force
            break
        }
        Start-Sleep -Seconds 2
    }
    Wait-Until 'the gateway service to stop' 60 2 { (Get-GatewayService).State -eq 'Stopped' } $remedy
    Start-Gateway
    Remove-RegistryValue (Get-Place 'Registry') 'RestartNeeded'
    Add-Change 'restarted the gateway service'
}

function Start-Gateway {
    $startRemedy = 'The service account needs the right to log on as a service, and a gMSA the permission to have its password read by this computer; a group policy may take the right away again.'
    try { Start-Service -Name 'PBIEgwService' }
    catch { Stop-Step ('the gateway service does not start: {0}{1}' -f $_.Exception.Message, (Get-ServiceTrouble)) $startRemedy }
}

# What Windows wrote about the service in the last minutes.
function Get-ServiceTrouble {
    try {
        $filter = @{ LogName = 'System'; ProviderName = 'Service Control Manager'; Level = 2; StartTime = (Get-Date).AddMinutes(-5) }
        $events = @(Get-WinEvent -FilterHashtable $filter -MaxEvents 2 -ErrorAction SilentlyContinue)
        return (($events | ForEach-Object { ' [event {0}: {1}]' -f $_.Id, (Limit-Text $_.Message 300) }) -join '')
    }
    catch { return '' }
}

# The health gate: the service runs, goes on running, and where the member is registered it has a way to the service.
function Wait-Healthy {
    param([bool] $MustBeConnected)
    Start-Part 'waiting for a healthy gateway'
    if ((Get-GatewayService).State -ne 'Running') { Start-Gateway }
    $steady = 0
    $process = 0
    $healthEnd = Get-WaitEnd 300
    while ($steady -lt 4) {
        $service = Get-GatewayService
        if ($service.State -eq 'Running' -and $service.ProcessId -eq $process) { $steady++ } else { $steady = 0 }
        $process = $service.ProcessId
        if ((Get-Date) -gt $healthEnd -or $service.State -eq 'Stopped') {
            $trouble = 'the gateway service does not keep running: {0}{1}' -f $service.State, (Get-ServiceTrouble)
            Stop-Step $trouble 'See the log of the gateway in the profile of its account, and the event log "On-premises data gateway service".'
        }
        Start-Sleep -Seconds 5
    }
    if (-not $MustBeConnected) { return }
    $remedy = 'The members need a way out to Azure Relay (443, 5671, 5672, 9350 to 9354), by the proxy where one is set; a gateway whose account was changed needs a restore with the recovery key.'
    Wait-Until 'a connection of the gateway to its service' 300 10 { Test-Connected } $remedy
}

function Test-Connected {
    $service = Get-GatewayService
    if ($service.ProcessId -eq 0) { return $false }
    $connections = @(Get-NetTCPConnection -OwningProcess $service.ProcessId -State Established -ErrorAction SilentlyContinue)
    return (@($connections | Where-Object { $_.RemoteAddress -notin '127.0.0.1', '::1' }).Count -gt 0)
}
