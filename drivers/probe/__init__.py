"""The technician's check at installation: boards, doors and sensors of one cabinet, proved one by one."""
