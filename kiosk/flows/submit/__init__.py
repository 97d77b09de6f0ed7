"""From the papers to the notice: materials, camera, phone, review, commitment, signature, handing in, printing."""
